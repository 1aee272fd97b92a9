import type { AgentDependencies, Deployment, HealthReport, PullRequest } from "@osorganicai/core";
import { decideOnPreview, type PreviewVerdict, previewsOf } from "./decide-on-preview.ts";

/**
 * Asks GitHub for the deployments of a pull request's head, and each preview how it is. One durable step for its caller.
 * Without a probe nothing is healthy.
 */
export async function readPreview(
  { github, health }: Pick<AgentDependencies, "github" | "health">,
  { repository, headSha }: Pick<PullRequest, "repository" | "headSha">,
): Promise<PreviewVerdict> {
  async function ask({ state, url }: Deployment): Promise<HealthReport | undefined> {
    return state === "success" && url !== undefined ? health?.check(url) : undefined;
  }
  const previews = previewsOf(await github.deployments(repository, headSha));
  return decideOnPreview(
    await Promise.all(previews.map(async (preview) => ({ ...preview, health: await ask(preview) }))),
  );
}
