import { expect, test } from "vitest";
import { decideOnPreview, type Preview } from "./decide-on-preview.ts";
import { describePreview, renderPreview } from "./render-preview.ts";

const headSha = "abcdef1234";
const failed: Preview = {
  environment: "Preview",
  production: false,
  state: "failure",
  url: undefined,
  description: "exit code 7",
  health: undefined,
};
const healthy: Preview = {
  ...failed,
  environment: "Preview – docs",
  state: "success",
  url: "https://docs.example.com",
  description: "",
  health: { healthy: true, detail: "200 from /" },
};

test("every preview is shown with its address or its failure, and the commit it is of", () => {
  const body = renderPreview(decideOnPreview([failed, healthy]), { headSha, required: false });
  expect(body).toBe(
    "### Preview\n\n❌ Preview could not be deployed: exit code 7\n\n✅ https://docs.example.com: 200 from /\n\nCommit abcdef1.",
  );
});

test("while merging waits for it, the comment says for what", () => {
  const awaiting = (...previews: Preview[]) =>
    renderPreview(decideOnPreview(previews), { headSha, required: true });
  expect(awaiting()).toContain("nothing has deployed it so far. If nothing will: connect Vercel");
  expect(awaiting({ ...failed, state: "pending" })).toContain(
    "I merge only when it is deployed and healthy.",
  );
  expect(awaiting(failed)).toContain("Deploy it again, or push a fix");
  expect(awaiting({ ...healthy, health: { healthy: false, detail: "503" } })).toContain(
    "I do not merge this.",
  );
  expect(awaiting(healthy)).not.toContain("merge");
});

test("an outcome's reason names every preview, or that there is none", () => {
  expect(describePreview(decideOnPreview([]))).toBe("nothing has deployed it");
  expect(describePreview(decideOnPreview([failed, healthy]))).toBe(
    "❌ Preview could not be deployed: exit code 7; ✅ https://docs.example.com: 200 from /",
  );
});
