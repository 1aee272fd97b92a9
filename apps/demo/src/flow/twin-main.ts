// A GitHub of the demo's own, in its own process: nothing that dies elsewhere takes it along.
import { type GitHubTwinOptions, startGitHubTwin } from "@osorganicai/testing";
import { createSandbox } from "@osorganicai/workspace";
import { serveHelper } from "./serve-helper.ts";

const options = JSON.parse(process.argv[2] ?? "{}") as Omit<GitHubTwinOptions, "sandbox">;

await serveHelper(async () => {
  const { url, close } = await startGitHubTwin({ ...options, sandbox: await createSandbox() });
  return { url, stop: close };
});
