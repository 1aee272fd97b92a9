"use strict";

const assert = require("node:assert");
const { describe, it } = require("node:test");
const { remindersFor } = require("../lib/index.js");

const loan = (reader) => ({ title: "Emma", due: "2026-03-13", reader });

describe("readers without an e-mail address", () => {
  it("AC1: does not stop at a reader without an e-mail address", () => {
    const reminders = remindersFor(
      [loan({ name: "Bo" }), loan({ name: "Ada", email: "ada@example.test" })],
      "2026-03-14",
    );
    assert.deepStrictEqual(
      reminders.map(({ to }) => to),
      [null, "ada@example.test"],
    );
  });

  it("AC2: treats an empty address like none", () => {
    assert.strictEqual(remindersFor([loan({ name: "Bo", email: "  " })], "2026-03-14")[0].to, null);
  });
});
