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
  ["merged", "cancelled"],
  ["in_development", "merged"],
  ["ready_for_dev", "in_review"],
  ["cancelled", "in_review"],
] as const)("there is no way from %s to %s", ([from, to]) => {
  expect(canTransition(from, to)).toBe(false);
  expect(() => assertTransition(from, to)).toThrow(`cannot go from ${from} to ${to}`);
});

test.for(["blocked", "failed"] as const)(
  "whoever mends the cause starts %s work again where it was",
  (from) => {
    for (const to of ["analyzing", "ready_for_dev", "in_development", "in_review", "merged"] as const)
      expect(canTransition(from, to), to).toBe(true);
  },
);

test.for([
  ["cancelled", "analyzing"],
  ["ready_for_dev", "analyzing"],
  ["merged", "blocked"],
  ["merged", "failed"],
  ["in_review", "cancelled"],
] as const)("%s may become %s", ([from, to]) => {
  expect(canTransition(from, to)).toBe(true);
});

test("a refusal says where the way leads instead, or that it has ended", () => {
  expect(() => assertTransition("merged", "analyzing")).toThrow(
    "From merged it may go to deployed, blocked, failed.",
  );
  expect(() => assertTransition("deployed", "analyzing")).toThrow("it may go to nothing: it is an end.");
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

test("labels are commands as well, so their names stay", () => {
  expect(Object.values(statusLabels)).toEqual([
    "needs-clarification",
    "ready-for-dev",
    "in-development",
    "in-review",
    "deployed",
    "blocked",
    "failed",
  ]);
});
