import type { Deployment } from "@osorganicai/core";
import { expect, test } from "vitest";
import { decideOnPreview, type Preview, previewsOf } from "./decide-on-preview.ts";

const preview = (state: Deployment["state"], more: Partial<Preview> = {}): Preview => ({
  environment: "Preview",
  production: false,
  state,
  url: state === "success" ? "https://shop-1.example.com" : undefined,
  description: "",
  health: state === "success" ? { healthy: true, detail: "200" } : undefined,
  ...more,
});
const sick = { health: { healthy: false, detail: "503" } };
const docs = { environment: "Preview – docs" };
const production = { environment: "live", production: true };

/** Deployments of one commit, newest first. */
const cases: readonly (readonly [string, readonly Preview[], string])[] = [
  ["nothing was deployed", [], "absent"],
  ["only production was deployed", [preview("success", production)], "absent"],
  [
    "production failed beside a healthy preview",
    [preview("failure", production), preview("success")],
    "healthy",
  ],
  ["a job of the workflow only named an environment", [preview("success", { url: undefined })], "absent"],
  ["it is being deployed", [preview("pending")], "pending"],
  ["it failed", [preview("failure")], "failed"],
  ["it runs and answers", [preview("success")], "healthy"],
  ["it runs and answers with an error", [preview("success", sick)], "unhealthy"],
  ["it runs and nobody could ask it", [preview("success", { health: undefined })], "unhealthy"],
  ["it failed and was deployed again", [preview("success"), preview("failure")], "healthy"],
  ["it failed and is being deployed again", [preview("pending"), preview("failure")], "pending"],
  ["it ran and deploying it again failed", [preview("failure"), preview("success")], "failed"],
  ["one of two is still being deployed", [preview("success"), preview("pending", docs)], "pending"],
  ["one of two failed", [preview("success"), preview("failure", docs)], "failed"],
  ["one of two is not healthy", [preview("success", docs), preview("success", sick)], "unhealthy"],
  ["one failed and another is not healthy", [preview("failure", docs), preview("success", sick)], "failed"],
  ["both run and answer", [preview("success", docs), preview("success")], "healthy"],
];

test.for(cases)("when %s, the verdict is clear", ([, deployments, kind]) => {
  expect(decideOnPreview(previewsOf(deployments) as readonly Preview[]).kind).toBe(kind);
});
