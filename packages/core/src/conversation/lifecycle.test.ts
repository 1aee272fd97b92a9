import { expect, test } from "vitest";
import {
  assertTransition,
  type ConversationStatus,
  canTransition,
  labelsFor,
  statusLabels,
} from "./lifecycle.ts";

test("the main way leads from opened to deployed, with a loop for questions and one for review", () => {
  const way: ConversationStatus[] = [
    "analyzing",
    "needs_clarification",
    "analyzing",
    "ready_for_dev",
    "in_development",
    "in_review",
    "in_development",
    "in_review",
    "merged",
    "deployed",
  ];
  for (const [index, from] of way.slice(0, -1).entries())
    expect(canTransition(from, way[index + 1] ?? from)).toBe(true);
});

test.for([
  ["analyzing", "in_review"],
  ["needs_clarification", "merged"],
  ["deployed", "analyzing"],
  ["merged", "in_development"],
] as const)("there is no way from %s to %s", ([from, to]) => {
  expect(canTransition(from, to)).toBe(false);
  expect(() => assertTransition(from, to)).toThrow(`cannot go from ${from} to ${to}`);
});

test("staying is always allowed, so that a repeated step is harmless", () => {
  expect(canTransition("deployed", "deployed")).toBe(true);
});

test("a status shows its own label and none of the others", () => {
  expect(labelsFor("ready_for_dev").add).toEqual(["ready-for-dev"]);
  expect(labelsFor("ready_for_dev").remove).toContain("needs-clarification");
  expect(labelsFor("ready_for_dev").remove).not.toContain("ready-for-dev");
  expect(labelsFor("analyzing")).toEqual({ add: [], remove: Object.values(statusLabels) });
});
