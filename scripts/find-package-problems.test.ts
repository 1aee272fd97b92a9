import { expect, test } from "vitest";
import { findPackageProblems, type PublishedManifest } from "./find-package-problems.ts";

const manifest: PublishedManifest = {
  name: "@osorganicai/core",
  version: "1.0.0",
  engines: { node: ">=22" },
};
const paths = ["LICENSE", "README.md", "package.json", "dist/index.js", "CHANGELOG.md"].map(
  (path) => `package/${path}`,
);

test("a package with its code, README, licence and changelog is as it should be", () => {
  expect(findPackageProblems(manifest, paths)).toEqual([]);
});

const problems: readonly [string, Partial<PublishedManifest>, readonly string[]][] = [
  ["a file of nobody's business", {}, [...paths, "package/src/index.ts"]],
  ["migrations of a package that needs none", {}, [...paths, "package/migrations/1.sql"]],
  ["no licence", {}, paths.slice(1)],
  ["no changelog after the first release", {}, paths.filter((path) => !path.endsWith("CHANGELOG.md"))],
  ["what npm would compile", {}, [...paths, "package/binding.gyp"]],
  ["an install script", { scripts: { postinstall: "node dist/index.js" } }, paths],
  ["a script that an installation from git runs", { scripts: { prepare: "tsup" } }, paths],
  ["a version of the workspace only", { dependencies: { pino: "catalog:" } }, paths],
  ["a copy of its own of what is shared", { dependencies: { "@osorganicai/core": "^1.0.0" } }, paths],
  ["a copy of its own where it can be had", { optionalDependencies: { zod: "^4.0.0" } }, paths],
  [
    "a core that may be missing",
    {
      peerDependencies: { "@osorganicai/core": "^1.0.0" },
      peerDependenciesMeta: { "@osorganicai/core": { optional: true } },
    },
    paths,
  ],
  ["an optional peer that is none", { peerDependenciesMeta: { vite: { optional: true } } }, paths],
  ["no engines", { engines: {} }, paths],
  ["another version of a sibling", { dependencies: { "@osorganicai/store": "^1.0.0" } }, paths],
  ["migrations that were promised", { osorganicai: { migrations: "./migrations.json" } }, paths],
];

test.for(problems)("%s is found", ([, more, files]) => {
  expect(findPackageProblems({ ...manifest, ...more }, files)).toHaveLength(1);
});

test("store's migrations are part of it", () => {
  const store = { ...manifest, name: "@osorganicai/store" };
  expect(findPackageProblems(store, [...paths, "package/migrations/1.sql"])).toEqual([]);
});

test("a package that was never released has no changelog yet", () => {
  const files = paths.filter((path) => !path.endsWith("CHANGELOG.md"));
  expect(findPackageProblems({ ...manifest, version: "0.0.0" }, files)).toEqual([]);
});

test("a sibling of the same version, and migrations that are there, are as they should be", () => {
  const more = { dependencies: { osorganicai: "1.0.0" }, osorganicai: { migrations: "./migrations.json" } };
  const files = [...paths, "package/migrations.json", "package/upgrades/rename.js"];
  expect(findPackageProblems({ ...manifest, ...more }, files)).toEqual([]);
});

test("without its templates nothing can be spawned", () => {
  const create = { ...manifest, name: "create-osorganicai" };
  expect(findPackageProblems(create, paths)).toContain(
    "create-osorganicai: dist/templates/child/_gitignore is missing.",
  );
});
