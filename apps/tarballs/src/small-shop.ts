import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ModelScript } from "@osorganicai/testing";

const files: Readonly<Record<string, string>> = {
  "package.json": '{ "name": "shop", "type": "module", "scripts": { "test": "node --test" } }\n',
  "add.js": "export const add = (a, b) => a + b;\n",
  "add.test.js":
    'import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport { add } from "./add.js";\n\ntest("adds", () => assert.equal(add(1, 2), 3));\n',
};

/** Writes a product of two files into `<folder>/shop`. @returns where it is */
export function writeShop(folder: string): string {
  const shop = join(folder, "shop");
  mkdirSync(shop, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(shop, name), content);
  return shop;
}

/** The same as a git repository of one commit. */
export function createShopRepository(folder: string): string {
  const shop = writeShop(folder);
  git(shop, "init", "--quiet", "--initial-branch=main");
  git(shop, "add", "--all");
  git(shop, "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "--quiet", "-m", "Begin");
  return shop;
}

/** What git prints, in a repository. */
export function git(folder: string, ...arguments_: readonly string[]): string {
  return execFileSync("git", ["-C", folder, ...arguments_], { encoding: "utf8" });
}

const requirement = {
  needs_clarification: false,
  refined_description: "There is a function that subtracts.",
  kind: "feature",
  title: "Subtract",
  acceptance_criteria: ["subtract(5, 3) is 2"],
};
const question = {
  question: "May the result be negative?",
  options: ["yes", "no"],
  default: "yes",
  why: "It decides what 3 - 5 is.",
};
const subtraction = {
  "subtract.js": "export const subtract = (a, b) => a - b;\n",
  "subtract.test.js":
    'import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport { subtract } from "./subtract.js";\n\ntest("AC1: subtracts", () => assert.equal(subtract(5, 3), 2));\n',
};

/** Teaches the shop to subtract: asks until somebody has said something, then writes at once. */
export const subtractScript: ModelScript = {
  "product_owner.analyze_issue": ({ task }) => ({
    answer: /<comment by="(?!you")/.test(task)
      ? requirement
      : { ...requirement, needs_clarification: true, questions: [question] },
  }),
  "developer.implement_contract": () => ({
    calls: [
      ...Object.entries(subtraction).map(([path, content]) => ({
        name: "write_file",
        input: { path, content },
      })),
      {
        name: "submit_change",
        input: { summary: "Adds subtract.", criteria: [{ id: "AC1", tests: ["AC1: subtracts"] }] },
      },
    ],
  }),
};
