import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { findForbiddenImports } from "./find-forbidden-imports.ts";
import { findImportCircles } from "./find-import-circles.ts";
import { findImports, readPackages, type WorkspacePackage } from "./read-packages.ts";

const root = dirname(import.meta.dirname);
const packages = readPackages(root, "packages");

test("every package depends on core and imports core, and no other package of ours", () => {
  expect(findForbiddenImports(packages)).toEqual([]);
});

test("no files import each other in a circle, not even for types", () => {
  expect(
    findImportCircles([...packages, ...readPackages(root, "apps")].flatMap(({ files }) => files)),
  ).toEqual([]);
});

test("every package has the same skeleton", () => {
  const skeleton = ["README.md", "package.json", "tsconfig.json", "tsup.config.ts", "src/index.ts"];
  const missing = packages
    .flatMap(({ folder }) => skeleton.map((file) => `${folder}/${file}`))
    .filter((file) => !existsSync(`${root}/${file}`));
  expect(missing).toEqual([]);
});

test("every package README begins by saying why the package exists", () => {
  const wrong = packages.filter(
    ({ folder }) =>
      !/^# .+\n\nThis package exists so that /.test(readFileSync(`${root}/${folder}/README.md`, "utf8")),
  );
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

const pack = (name: string, more: Partial<WorkspacePackage>): WorkspacePackage => ({
  name,
  folder: "packages/x",
  dependencies: [],
  devDependencies: [],
  files: [],
  ...more,
});
const core = pack("@osorganicai/core", {});
const store = pack("@osorganicai/store", {});
const testing = pack("@osorganicai/testing", {});
const source = (text: string, path = "packages/x/src/a.ts") => ({
  path,
  isTest: path.endsWith(".test.ts"),
  imports: findImports(text),
});

const breaches: readonly [string, Partial<WorkspacePackage>][] = [
  ["a dependency", { dependencies: ["@osorganicai/store"] }],
  ["a devDependency", { devDependencies: ["@osorganicai/store"] }],
  ["an import", { files: [source('import { a } from "@osorganicai/store";')] }],
  ["a type import", { files: [source('import type { A } from "@osorganicai/store";')] }],
  ["an import of a subpath", { files: [source('import { a } from "@osorganicai/store/local";')] }],
  ["a dynamic import", { files: [source('const a = await import("@osorganicai/store");')] }],
  ["a type query", { files: [source('type A = import("@osorganicai/store").A;')] }],
  ["a re-export", { files: [source('export { a } from "@osorganicai/store";')] }],
  ["a require", { files: [source('require("@osorganicai/store");')] }],
  ["testing outside of tests", { files: [source('import { a } from "@osorganicai/testing";')] }],
  ["testing as a dependency", { dependencies: ["@osorganicai/testing"] }],
  [
    "another package in a test",
    { files: [source('import { a } from "@osorganicai/store";', "packages/x/src/a.test.ts")] },
  ],
];

test.for(breaches)("%s of another package breaks the star", ([, more]) => {
  expect(findForbiddenImports([core, store, testing, pack("@osorganicai/llm", more)])).toHaveLength(1);
});

test("core depends on nobody, and testing may be used in tests", () => {
  expect(findForbiddenImports([{ ...core, dependencies: ["@osorganicai/store"] }, store])).toHaveLength(1);
  const tested = pack("@osorganicai/llm", {
    devDependencies: ["@osorganicai/testing"],
    files: [source('import "@osorganicai/testing";', "packages/x/src/a.test.ts")],
  });
  expect(findForbiddenImports([core, testing, tested])).toEqual([]);
});

test("a circle is found through a type import and a re-export", () => {
  const files = [
    source('import type { B } from "./b.ts";', "src/a.ts"),
    source('export { c } from "./c.ts";', "src/b.ts"),
    source('import "./a.ts";', "src/c.ts"),
    source('import "./a.ts";', "src/d.ts"),
  ];
  expect(findImportCircles(files)).toEqual(["src/a.ts → src/b.ts → src/c.ts → src/a.ts"]);
});
