// A GitHub of the demo's own, in its own process: nothing that dies elsewhere takes it along.
import { type GitHubTwinOptions, startGitHubTwin } from "@osorganicai/testing";
import { createSandbox } from "@osorganicai/workspace";

const options = JSON.parse(process.argv[2] ?? "{}") as Omit<GitHubTwinOptions, "sandbox">;
const twin = await startGitHubTwin({ ...options, sandbox: await createSandbox() });

process.once("disconnect", async () => {
  await twin.close();
  process.exit();
});
process.send?.({ url: twin.url });
