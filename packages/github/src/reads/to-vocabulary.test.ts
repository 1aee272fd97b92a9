import { expect, test } from "vitest";
import { checkOfRun, checkOfStatus, toActor, toPullRequest } from "./to-vocabulary.ts";

const states = [
  ["queued", null, "pending"],
  ["in_progress", "success", "pending"],
  ["completed", "success", "success"],
  ["completed", "neutral", "success"],
  ["completed", "skipped", "success"],
  ["completed", "failure", "failure"],
  ["completed", "cancelled", "failure"],
  ["completed", "timed_out", "failure"],
  ["completed", "action_required", "failure"],
  ["completed", null, "failure"],
] as const;
test.for(states)("a check run that is %s with %s counts as %s", ([status, conclusion, state]) => {
  const output = { title: "2 errors", summary: null, text: "line 1" };
  const run = { name: "lint", status, conclusion, output, html_url: null };
  expect(checkOfRun(run as unknown as Parameters<typeof checkOfRun>[0])).toEqual({
    name: "lint",
    state,
    summary: "2 errors\n\nline 1",
    url: undefined,
  });
});

test.for([
  ["success", "success"],
  ["pending", "pending"],
  ["failure", "failure"],
  ["error", "failure"],
] as const)("the commit status %s counts as %s", ([state, meaning]) => {
  const status = { context: "ci", state, description: null, target_url: null };
  expect(checkOfStatus(status as unknown as Parameters<typeof checkOfStatus>[0]).state).toBe(meaning);
});

test("what a deleted account left behind is the ghost's", () => {
  expect(toActor(null)).toEqual({ id: 10137, login: "ghost", type: "User" });
});

test("a merge commit counts only once it is merged: before, GitHub shows a test merge there", () => {
  const pull = {
    number: 8,
    node_id: "n",
    html_url: "",
    title: "",
    state: "open",
    merged_at: null,
    merge_commit_sha: "abc",
    head: { ref: "feature/1", sha: "h" },
    base: { ref: "main" },
  };
  expect(toPullRequest("acme/shop", pull)).toMatchObject({ merged: false, mergeSha: undefined });
  const merged = { ...pull, state: "closed", merged_at: "2026-11-22T00:00:00Z" };
  expect(toPullRequest("acme/shop", merged)).toMatchObject({ merged: true, mergeSha: "abc" });
});
