import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { findMissingPermissions, neededPermissions, operationNeeds } from "./needed-permissions.ts";

const sources = join(dirname(import.meta.dirname));
const text = readdirSync(sources, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
  .map((path) => readFileSync(join(sources, path), "utf8"))
  .join("\n");

test("the table has every operation that the source uses, and no other", () => {
  const calls = text.matchAll(
    /\b(?:octokit|app|clientOf\(\w+(?:\.\w+)?\))\s*\.((?:apps|users|repos|git|issues|pulls|checks|rest|actions)\.\w+|graphql)\b/g,
  );
  const used = new Set([...calls].map(([, operation = ""]) => operation));
  expect([...used].toSorted()).toEqual(Object.keys(operationNeeds).toSorted());
});

test("what is needed is the most of each permission", () => {
  expect(neededPermissions).toEqual({
    metadata: "read",
    contents: "write",
    issues: "write",
    pull_requests: "write",
    checks: "read",
    statuses: "read",
    deployments: "read",
  });
});

test("more than is needed is enough, less is named", () => {
  expect(findMissingPermissions({ ...neededPermissions, contents: "admin", checks: "write" })).toEqual({});
  const { deployments: _, ...granted } = neededPermissions;
  expect(findMissingPermissions({ ...granted, contents: "read" })).toEqual({
    contents: "write",
    deployments: "read",
  });
});

test("the README names the same permissions", () => {
  const readme = readFileSync(join(dirname(sources), "README.md"), "utf8").replaceAll("\n", " ");
  const [, write = "", read = ""] = /The App needs: (.*?) \(write\); (.*?) \(read\)/.exec(readme) ?? [];
  const named = (list: string) =>
    list
      .split(", ")
      .map((name) => name.replace("commit statuses", "statuses").replace(" ", "_"))
      .toSorted();
  const needed = (level: string) =>
    Object.keys(neededPermissions)
      .filter((name) => neededPermissions[name] === level)
      .toSorted();
  expect([named(write), named(read)]).toEqual([needed("write"), needed("read")]);
});
