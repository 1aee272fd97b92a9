import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findUndocumentedExports } from "./find-undocumented-exports.ts";
import { readPackages } from "./read-packages.ts";

const root = dirname(import.meta.dirname);
const folder = mkdtempSync(join(tmpdir(), "docstrings-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The source of every subpath in `exports`: `./dist/local.js` is built from `src/local.ts`. */
function entriesOf(packageFolder: string): readonly string[] {
  const manifest = readFileSync(`${root}/${packageFolder}/package.json`, "utf8");
  const built = [...manifest.matchAll(/"default": "\.\/dist\/([\w/-]+)\.js"/g)];
  return built.map(([, name]) => `${root}/${packageFolder}/src/${name}.ts`);
}

test("every export of every package has a docstring", () => {
  const entries = readPackages(root, "packages").flatMap(({ folder: one }) => entriesOf(one));
  expect(entries.length).toBeGreaterThan(15);
  expect(findUndocumentedExports(root, entries)).toEqual([]);
});

test("an export without a docstring is found through a re-export; a line comment is no docstring", () => {
  writeFileSync(
    join(folder, "a.ts"),
    "// Not a docstring.\nexport const a = 1;\n/** Is one. */\nexport const b = 2;\nexport type C = 1;\n",
  );
  writeFileSync(
    join(folder, "index.ts"),
    'export { a, b } from "./a.ts";\nexport type { C } from "./a.ts";\n',
  );
  writeFileSync(join(folder, "tsconfig.base.json"), readFileSync(`${root}/tsconfig.base.json`));
  expect(findUndocumentedExports(folder, [join(folder, "index.ts")])).toEqual(["index.ts: a", "index.ts: C"]);
});
