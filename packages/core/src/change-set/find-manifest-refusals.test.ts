import { expect, test } from "vitest";
import { findManifestRefusals } from "./find-manifest-refusals.ts";

const base = {
  name: "shop",
  version: "1.0.0",
  scripts: { test: "node --test", lint: "eslint ." },
  dependencies: { express: "5.0.0" },
};
const refusalsOf = (after: object | undefined, path = "package.json", before: object | null = base) =>
  findManifestRefusals([
    {
      path,
      before: before === null ? undefined : JSON.stringify(before),
      after: after && JSON.stringify(after),
    },
  ]);

test.for([
  ["a test that always passes", { ...base, scripts: { ...base.scripts, test: "echo 1..0" } }, "scripts.test"],
  [
    "a failure that is ignored",
    { ...base, scripts: { ...base.scripts, test: "node --test || true" } },
    "scripts.test",
  ],
  [
    "an install script",
    { ...base, scripts: { ...base.scripts, postinstall: "node x.js" } },
    "scripts.postinstall",
  ],
  ["a prepare script", { ...base, scripts: { ...base.scripts, prepare: "node x.js" } }, "scripts.prepare"],
  ["no scripts any more", { ...base, scripts: undefined }, "scripts.test, scripts.lint"],
  ["workspaces", { ...base, workspaces: ["evil"] }, "changes workspaces"],
  ["pnpm's settings", { ...base, pnpm: { onlyBuiltDependencies: ["x"] } }, "pnpm.onlyBuiltDependencies"],
  ["overrides", { ...base, overrides: { express: "file:x" } }, "overrides.express"],
  ["resolutions", { ...base, resolutions: { express: "file:x" } }, "resolutions.express"],
  ["another package manager", { ...base, packageManager: "npm@1.0.0" }, "packageManager"],
  ["allowed scripts", { ...base, allowScripts: { x: true } }, "allowScripts.x"],
  ["a program", { ...base, bin: "x.js" }, "changes bin"],
  ["a runner's settings", { ...base, jest: { testMatch: [] } }, "jest.testMatch"],
  ["a dependency", { ...base, dependencies: { ...base.dependencies, "left-pad": "1.0.0" } }, "(left-pad)"],
  ["another version of one", { ...base, dependencies: { express: "4.0.0" } }, "(express)"],
  ["a dependency for tests", { ...base, devDependencies: { tap: "1" } }, "devDependencies (tap)"],
  ["a deleted manifest", undefined, "scripts.test"],
] as const)("%s in a package.json is refused, with what a human has to do", ([, after, words]) => {
  const reasons = refusalsOf(after).map(({ reason }) => reason);
  expect(reasons.join("; ")).toContain(words);
  expect(reasons.every((reason) => reason.includes("human"))).toBe(true);
});

test("every refused field is named, not only the first", () => {
  expect(refusalsOf({ ...base, bin: "x.js", dependencies: {}, scripts: {} })).toHaveLength(3);
});

test("manifests are recognised at any depth and in any case", () => {
  const after = { ...base, scripts: {} };
  expect(refusalsOf(after, "packages/a/package.json")).toHaveLength(1);
  expect(refusalsOf(after, "Package.json")).toHaveLength(1);
  expect(refusalsOf(after, "src/package.json.ts")).toEqual([]);
});

test("a new manifest may name a package, but brings no scripts", () => {
  expect(refusalsOf({ name: "a", type: "module" }, "test/package.json", null)).toEqual([]);
  expect(refusalsOf({ scripts: { prepare: "x" } }, "packages/a/package.json", null)).toHaveLength(1);
});

test("what only describes the package, and how it is written, may change", () => {
  const after = JSON.stringify({ ...base, version: "1.1.0", exports: { "./x": "./x.js" } }, null, 2);
  expect(findManifestRefusals([{ path: "package.json", before: JSON.stringify(base), after }])).toEqual([]);
});

test.for(["{", "[]", "null"])("%s is no package.json", (after) => {
  expect(findManifestRefusals([{ path: "package.json", before: JSON.stringify(base), after }])).toEqual([
    { path: "package.json", reason: "is not a JSON object any more" },
  ]);
});

test.for([
  ["Makefile", "test:\n\tnode --test\n"],
  ["Makefile", "build test: x\n"],
  ["sub/common.mk", "check: all\n"],
  ["Makefile", "include rules.txt\n"],
  ["justfile", "test file:\n  pytest\n"],
  ["Taskfile.yml", "tasks:\n  lint:\n    cmd: x\n"],
] as const)("a %s by which the project is checked is a human's", ([path, text]) => {
  expect(findManifestRefusals([{ path, before: text, after: "all:\n" }])).toHaveLength(1);
  expect(findManifestRefusals([{ path, before: undefined, after: text }])).toHaveLength(1);
});

test("a Makefile that only builds may change", () => {
  const files = {
    path: "Makefile",
    before: "all: a.o\n",
    after: "TEST := x\nall: a.o test.o\n\techo test: x\n",
  };
  expect(findManifestRefusals([files])).toEqual([]);
});
