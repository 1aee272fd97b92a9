// Writes apps/test-child again from the templates, after they were changed. What is its own stays.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { renderTestChild } from "./render-test-child.ts";

const folder = join(import.meta.dirname, "..", "apps", "test-child");
for (const { path, content } of renderTestChild(folder)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}
