import { expect, test } from "vitest";
import { narrate } from "./narrate.ts";

const action = (agentType: string, actionType: string, payload: object = {}) => ({
  position: 1,
  agentType,
  actionType,
  payload: { ...payload },
});

test("that the intake stored a delivery is told only when it was seen", () => {
  const started = action("product_owner", "started", { event: "issues", action: "opened" });
  expect(narrate(started, true)?.text).toBe(
    "The intake stored issues.opened and answered 202; the Product Owner reads.",
  );
  expect(narrate(started, false)?.text).toBe("The Product Owner reads issues.opened.");
});

test("the preview is told before the merge, and that nothing is merged without it", () => {
  const previews = [{ environment: "Preview", url: "http://127.0.0.1:4", detail: "200" }];
  expect(narrate(action("ci", "preview_checked", { verdict: "healthy", previews }), false)).toEqual({
    step: 7,
    text: "Before merging: the preview at http://127.0.0.1:4 is healthy (200).",
  });
  expect(narrate(action("ci", "preview_checked", { verdict: "pending", previews: [] }), false)).toEqual({
    step: 7,
    text: "CI is green, but the preview is pending: nothing is merged.",
  });
});

test("one is not many", () => {
  expect(narrate(action("developer", "proved", { turns: 1 }), false)?.text).toMatch(
    /^Proved after 1 model answer:/,
  );
  expect(narrate(action("developer", "proposed", { pullRequest: 2, files: ["a", "b"] }), false)?.text).toBe(
    "Draft pull request #2 with 2 files.",
  );
});

test("what nobody wants to read is not told", () => {
  expect(narrate(action("developer", "finished"), false)).toBeUndefined();
});
