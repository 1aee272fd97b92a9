import { expect, test } from "vitest";
import { parseManifest } from "./parse-manifest.ts";

test.for<[string, object, readonly string[]]>([
  [
    "entry points",
    { main: "./dist/index.js", types: "dist/index.d.ts" },
    ["dist/index.js", "dist/index.d.ts"],
  ],
  ["programs", { bin: { shop: "./bin/shop.js" } }, ["bin/shop.js"]],
  [
    "exports of any depth",
    { exports: { ".": { import: ["./a.mjs", { node: "./b.mjs" }] } } },
    ["a.mjs", "b.mjs"],
  ],
  ["folders before a wildcard", { exports: { "./*": "./dist/*.js" }, files: ["lib/**"] }, ["dist", "lib"]],
  ["not what a wildcard takes all of", { files: ["*", ".", "**/*.js"] }, []],
  ["not what is excluded", { files: ["dist", "!dist/secret"] }, ["dist"]],
  ["not what lies outside", { main: "../other/index.js" }, []],
])("a package publishes %s", ([, manifest, published]) => {
  expect(parseManifest(JSON.stringify(manifest)).published).toEqual(published);
});

test("dependencies of every kind count", () => {
  const manifest = { dependencies: { a: "1" }, devDependencies: { b: "1" }, peerDependencies: { c: "1" } };
  expect(parseManifest(JSON.stringify(manifest)).dependencies).toEqual(["a", "b", "c"]);
});

test.for(["{", "null", "[]", '"text"'])("%s as package.json is a package with nothing in it", (text) => {
  const nothing = { name: undefined, dependencies: [], buildsItself: false, hasWorkspaces: false };
  expect(parseManifest(text)).toEqual({ ...nothing, published: [] });
});
