import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A product of a function and its test, without CI: enough for a change that can be proven. */
const files: Readonly<Record<string, string>> = {
  "package.json": JSON.stringify({ name: "adder", type: "module", scripts: { test: "node --test" } }),
  "add.js": "export const add = (a, b) => a + b;\n",
  "test/add.test.js":
    'import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport { add } from "../add.js";\n\ntest("adds", () => assert.equal(add(1, 2), 3));\n',
};

/** Writes the product's first commit into a folder. */
export async function writeProduct(folder: string): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}
