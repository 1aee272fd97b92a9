"use strict";

const assert = require("node:assert");
const { it } = require("node:test");
const { daysBetween } = require("../lib/days.js");

it("counts whole days, also over the change to summer time", () => {
  assert.strictEqual(daysBetween("2026-03-28", "2026-03-30"), 2);
  assert.strictEqual(daysBetween("2026-03-30", "2026-03-28"), -2);
});
