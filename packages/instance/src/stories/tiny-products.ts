import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const folders: string[] = [];

/** Writes files into a new temporary folder and returns its path. Call {@link removeProducts} after the tests. */
export async function writeProduct(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "product-"));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

/** Removes every folder that was written. */
export async function removeProducts(): Promise<void> {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
}

const workflow = `name: CI
on: [pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - run: node --test
`;

/** A product of three files: a function, its test, and CI. */
export const adder: Readonly<Record<string, string>> = {
  "package.json": JSON.stringify({ name: "adder", type: "module", scripts: { test: "node --test" } }),
  "add.js": "export const add = (a, b) => a + b;\n",
  "test/add.test.js":
    'import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport { add } from "../add.js";\n\ntest("adds", () => assert.equal(add(1, 2), 3));\n',
  ".github/workflows/ci.yml": workflow,
};

/** The same, but its CI also runs a check that nobody can pass. */
export const adderWithRedCi: Readonly<Record<string, string>> = {
  ...adder,
  ".github/workflows/ci.yml": `${workflow}      - name: Impossible\n        run: echo "this check is never green" && exit 3\n`,
};

/** The same without CI. */
export const adderWithoutCi: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(adder).filter(([path]) => !path.startsWith(".github/")),
);
