import {
  BaseAgent,
  type Capability,
  type Conversation,
  type Outcome,
  type PullRequest,
  type RunContext,
} from "@osorganicai/core";
import type { PreviewVerdict } from "../preview/decide-on-preview.ts";
import { readPreview } from "../preview/read-preview.ts";
import { describePreview, renderPreview } from "../preview/render-preview.ts";
import { type CheckVerdict, decideOnChecks } from "./decide-on-checks.ts";
import { expectsChecks } from "./expects-checks.ts";
import { renderChecks, renderFailure } from "./render-checks.ts";

/**
 * Follows CI on a pull request: reports its results in one comment, then marks it ready and merges, or stops. The only one
 * that merges: the deployment agent hands over to it when a preview that is waited for has come.
 */
export class CiAgent extends BaseAgent {
  override readonly name = "ci";
  protected override readonly capabilities: readonly Capability[] = ["comment", "mark_ready", "merge"];

  protected override async handle(context: RunContext): Promise<Outcome> {
    const conversation = await this.findConversation();
    if (conversation?.pullRequestNumber === undefined)
      return { kind: "nothing_to_do", reason: "No pull request of ours is concerned." };
    const ref = { repository: conversation.repository, number: conversation.pullRequestNumber };

    const { pullRequest, ...facts } = await context.step("read:checks", () => this.#readChecks(ref));
    if (pullRequest.state === "closed")
      return { kind: "nothing_to_do", reason: "The pull request is closed." };
    const verdict = decideOnChecks(facts);
    await this.use.github.comment(context, ref, {
      key: "ci",
      body: renderChecks(verdict, facts.checks, pullRequest.headSha),
    });
    await this.logAction("checks_read", {
      verdict: verdict.kind,
      checks: facts.checks.map(({ name, state }) => `${name}: ${state}`),
    });
    return this.#act(verdict, pullRequest, conversation);
  }

  async #readChecks(ref: { readonly repository: string; readonly number: number }) {
    const { github } = this.use;
    const pullRequest = await github.pullRequest(ref);
    const checks = await github.checks(ref.repository, pullRequest.headSha);
    const suites = await github.checkSuites(ref.repository, pullRequest.headSha);
    return { pullRequest, checks, suites, expected: await this.#expectsChecks(pullRequest) };
  }

  /** Whether any workflow of the head runs for this pull request; without one nothing would ever report. */
  async #expectsChecks({ repository, headSha, branch, baseBranch }: PullRequest): Promise<boolean> {
    const { github } = this.use;
    const { paths } = await github.snapshot(repository, headSha);
    const workflows = paths.filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
    const texts = await Promise.all(workflows.map((path) => github.fileContent(repository, headSha, path)));
    return expectsChecks(
      texts.filter((text) => text !== undefined),
      { branch, baseBranch },
    );
  }

  async #act(verdict: CheckVerdict, pullRequest: PullRequest, conversation: Conversation): Promise<Outcome> {
    switch (verdict.kind) {
      case "pending":
        return { kind: "nothing_to_do", reason: "CI has not finished." };
      case "red":
        return {
          kind: "blocked",
          topic: `ci:${pullRequest.headSha}`,
          reason: `CI failed on pull request #${pullRequest.number}. Push a fix to its branch, and I go on when CI is green.\n\n${verdict.failed.map(renderFailure).join("\n\n")}`,
        };
      case "absent":
        await this.use.github.markReadyForReview(this.context, pullRequest);
        return { kind: "proposed", reason: "The repository has no CI, so a human has to review and merge." };
      case "green":
        await this.use.github.markReadyForReview(this.context, pullRequest);
        return this.#merge(pullRequest, conversation);
    }
  }

  async #merge(pullRequest: PullRequest, conversation: Conversation): Promise<Outcome> {
    const { autoMerge, requirePreview } = this.use.settings;
    if (!autoMerge) return this.#leaveToHuman(conversation, "CI is green. A human has to review and merge.");
    if (await this.#needsReview(conversation))
      return this.#leaveToHuman(
        conversation,
        `Existing tests had to change: pull request #${pullRequest.number} says which; a human has to review and merge.`,
      );
    const preview = requirePreview ? await this.#checkPreview(pullRequest) : undefined;
    if (!(await this.isStillOpen()))
      return { kind: "nothing_to_do", reason: "The issue was closed meanwhile: nothing is merged." };
    if (preview && preview.kind !== "healthy") return this.#awaitPreview(preview, pullRequest, conversation);

    const reviewing = await this.advance(conversation, { to: "in_review" });
    const { sha } = await this.use.github.merge(this.context, pullRequest, { headSha: pullRequest.headSha });
    await this.advance(reviewing, { to: "merged" });
    await this.logAction("merged", { pullRequest: pullRequest.number, commit: sha });
    return { kind: "merged", reason: `Pull request #${pullRequest.number} is merged as ${sha.slice(0, 7)}.` };
  }

  async #leaveToHuman(conversation: Conversation, reason: string): Promise<Outcome> {
    await this.advance(conversation, { to: "in_review" });
    return { kind: "proposed", reason };
  }

  /** Whatever woke us: what counts is what GitHub and the preview say now, of the head as it is now. */
  async #checkPreview(pullRequest: PullRequest): Promise<PreviewVerdict> {
    const verdict = await this.context.step("check:preview", () => readPreview(this.use, pullRequest));
    await this.logAction("preview_checked", {
      commit: pullRequest.headSha,
      verdict: verdict.kind,
      previews: verdict.previews.map(({ environment, url, health }) => ({
        environment,
        url,
        detail: health?.detail,
      })),
    });
    return verdict;
  }

  /** One comment on the pull request says what is awaited; the issue hears of it only when a human has to mend something. */
  async #awaitPreview(
    verdict: PreviewVerdict,
    pullRequest: PullRequest,
    conversation: Conversation,
  ): Promise<Outcome> {
    const { headSha, number } = pullRequest;
    await this.use.github.comment(this.context, pullRequest, {
      key: "preview",
      body: renderPreview(verdict, { headSha, required: true }),
    });
    if (verdict.kind === "failed" || verdict.kind === "unhealthy")
      return {
        kind: "blocked",
        topic: `preview:${headSha}`,
        reason: `CI is green, but pull request #${number} is not merged, because the preview of its commit ${headSha.slice(0, 7)} is not healthy.\n\n${describePreview(verdict)}\n\nDeploy it again, or push a fix to its branch, and I go on when its preview is healthy.`,
      };
    await this.advance(conversation, { to: "in_review" });
    return {
      kind: "nothing_to_do",
      reason: `CI is green; merging waits for a healthy preview of ${headSha.slice(0, 7)}: ${describePreview(verdict)}.`,
    };
  }

  /** Green CI proves little when the tests it runs were altered. */
  async #needsReview({ id }: Conversation): Promise<boolean> {
    return this.context.step(
      "read:generation",
      async () => (await this.use.store.codeGenerations.latest(id))?.status === "needs_review",
    );
  }
}
