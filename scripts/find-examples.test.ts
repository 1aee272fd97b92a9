import { expect, test } from "vitest";
import { findExamples } from "./find-examples.ts";

test("blocks of TypeScript are found with their line and their name, other blocks are not", () => {
  const text =
    "# A\n\n```ts\nconst a = 1;\n```\n\n```sh\nls\n```\n\n```ts\n// b.ts\nexport const b = 2;\n```\n";
  expect(findExamples("a.md", text)).toEqual([
    { path: "a.md", line: 4, code: "const a = 1;\n", name: undefined },
    { path: "a.md", line: 12, code: "// b.ts\nexport const b = 2;\n", name: "b.ts" },
  ]);
});
