import { expect, test } from "vitest";
import { readHunks } from "./read-hunks.ts";

const diff = `diff --git a/src/a.ts b/src/a.ts
index 1111111..2222222 100644
--- a/src/a.ts
+++ b/src/a.ts
@@ -3,2 +3,4 @@ export function a() {
-old
-old
+new
@@ -9 +11,0 @@
-only
@@ -20,0 +22,3 @@ added
+new
diff --git a/src/new.ts b/src/new.ts
new file mode 100644
--- /dev/null
+++ b/src/new.ts
@@ -0,0 +1,2 @@
+new
diff --git a/test/a.test.ts b/test/a.test.ts
--- a/test/a.test.ts
+++ b/test/a.test.ts
@@ -1 +1 @@
diff --git a/src/from.ts b/src/to.ts
similarity index 90%
--- a/src/from.ts
+++ b/src/to.ts
@@ -0,0 +1 @@
+first
`;

test("hunks are where the files looked for were changed, in lines of before", () => {
  expect(readHunks(diff, new Set(["src/a.ts"]))).toEqual([
    { path: "src/a.ts", startLine: 3, endLine: 4 },
    { path: "src/a.ts", startLine: 9, endLine: 9 },
    { path: "src/a.ts", startLine: 20, endLine: 21 },
  ]);
});

test("a file that was also moved is known by its name of before, and its top has one line", () => {
  expect(readHunks(diff, new Set(["src/from.ts", "src/new.ts"]))).toEqual([
    { path: "src/from.ts", startLine: 1, endLine: 1 },
  ]);
});
