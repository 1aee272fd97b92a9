import { globSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { allModelCalls, renderModelCalls } from "./render-model-calls.ts";

const root = dirname(import.meta.dirname);

test("docs/model-calls.md is what the code says; pnpm docs:model-calls writes it", () => {
  expect(readFileSync(`${root}/docs/model-calls.md`, "utf8")).toBe(renderModelCalls(allModelCalls));
});

test("no agent makes a call that is not documented", () => {
  const sources = globSync("packages/agents-*/src/**/*.ts", { cwd: root, exclude: ["**/*.test.ts"] });
  const purposes = sources.flatMap((path) =>
    [...readFileSync(`${root}/${path}`, "utf8").matchAll(/\bpurpose: "([^"]+)"/g)].map(
      ([, purpose]) => purpose,
    ),
  );
  expect(new Set(purposes)).toEqual(new Set(allModelCalls.map(({ purpose }) => purpose)));
});
