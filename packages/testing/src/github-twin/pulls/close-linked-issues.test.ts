import { expect, test } from "vitest";
import { findLinkedIssues } from "./close-linked-issues.ts";

test.each([
  ["Closes #1", [1]],
  ["close #1, closed #2 and CLOSES #3", [1, 2, 3]],
  ["fix #1 fixes #2 fixed #3", [1, 2, 3]],
  ["resolve #1 resolves #2 resolved: #3", [1, 2, 3]],
  ["Fixes acme/shop#7", [7]],
  ["Fixes other/shop#7", []],
  ["closes #1 and closes #1", [1]],
  ["see #1, encloses #2, closes 3", []],
])("%s", (text, numbers) => {
  expect(findLinkedIssues(text, "acme/shop")).toEqual(numbers);
});
