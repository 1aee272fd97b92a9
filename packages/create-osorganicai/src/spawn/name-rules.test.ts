import { parseConfig } from "@osorganicai/core/config";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkAnswers } from "./check-answers.ts";

const refused: readonly (readonly [string, string])[] = [
  ["", "It has from 1 to 63 characters."],
  ["a".repeat(64), "It has from 1 to 63 characters."],
  ["My-Shop", "Use lower-case letters, digits and hyphens only."],
  ["my_shop", "Use lower-case letters, digits and hyphens only."],
  ["..", "Use lower-case letters, digits and hyphens only."],
  ["@acme/shop", "Use lower-case letters, digits and hyphens only."],
  ["shop; rm -rf ~", "Use lower-case letters, digits and hyphens only."],
  ["$(whoami)", "Use lower-case letters, digits and hyphens only."],
  ["größe", "Use lower-case letters, digits and hyphens only."],
  ["-shop", "It begins and ends with a letter or a digit."],
  ["shop-", "It begins and ends with a letter or a digit."],
  ["my---shop", "Vercel refuses names with three hyphens in a row."],
  ["shop.git", "GitHub refuses names that end with .git, .wiki or .atom."],
  ["http", "npm refuses the names of Node's own modules."],
  ["node_modules", "npm refuses the names of Node's own modules."],
  ["osorganicai", "A package of ours has this name, and npm would install the child in its place."],
  ["con", "Windows keeps this name for a device."],
  ["lpt1", "Windows keeps this name for a device."],
];
test.for(refused)("%j is refused: %s", ([name, sentence]) => {
  expect(() => checkAnswers({ name })).toThrow(
    expect.objectContaining({ code: "name_refused", message: expect.stringContaining(sentence) }),
  );
});

test.for(["my-shop", "a", "7", "shop2", "a--b", "convoy"])("%j is accepted", (name) => {
  expect(() => checkAnswers({ name })).not.toThrow();
});

test("every rule that is broken has its sentence", () => {
  expect(() => checkAnswers({ name: "-My---shop" })).toThrow(
    '"-My---shop" cannot be the name of a child. Use lower-case letters, digits and hyphens only. It begins and ends with a letter or a digit. Vercel refuses names with three hyphens in a row.',
  );
});

test("whatever is accepted is a name in osorganicai.config.ts, too", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9.-]{1,70}$/), (name) => {
      try {
        checkAnswers({ name });
      } catch {
        return;
      }
      expect(parseConfig({ name }).name).toBe(name);
    }),
  );
});

test.for(["acme", "acme-inc", "A1"])("the owner %j is accepted", (owner) => {
  expect(() => checkAnswers({ name: "shop", owner })).not.toThrow();
});

test.for(["", "-acme", "acme-", "ac--me", "ac/me", "a".repeat(40)])("the owner %j is refused", (owner) => {
  expect(() => checkAnswers({ name: "shop", owner })).toThrow("cannot be an account on GitHub");
});

test("a model without its provider is refused", () => {
  expect(() => checkAnswers({ name: "shop", model: "best" })).toThrow(
    '"best" is not a model. Expected provider:model, e.g. anthropic:claude-sonnet-5-5.',
  );
});
