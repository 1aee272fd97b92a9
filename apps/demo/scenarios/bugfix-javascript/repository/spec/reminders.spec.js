"use strict";

const assert = require("node:assert");
const { describe, it } = require("node:test");
const { remindersFor } = require("../lib/index.js");

const reader = { name: "Ada Reader", email: "Ada@Example.test" };

describe("remindersFor", () => {
  it("writes to readers whose loan is overdue, the oldest loan first", () => {
    const loans = [
      { title: "Emma", due: "2026-03-13", reader },
      { title: "Ulysses", due: "2026-03-01", reader },
    ];
    assert.deepStrictEqual(remindersFor(loans, "2026-03-14"), [
      { to: "ada@example.test", text: 'Dear Ada Reader, "Ulysses" has been due for 13 days.' },
      { to: "ada@example.test", text: 'Dear Ada Reader, "Emma" has been due for 1 day.' },
    ]);
  });

  it("leaves readers alone whose loan is not due", () => {
    assert.deepStrictEqual(remindersFor([{ title: "Emma", due: "2026-03-14", reader }], "2026-03-14"), []);
  });
});
