import {
  BaseAgent,
  type Capability,
  type Conversation,
  type Outcome,
  type PullRequest,
  type RunContext,
} from "@osorganicai/core";
import { type CheckVerdict, decideOnChecks } from "./decide-on-checks.ts";
import { expectsChecks } from "./expects-checks.ts";
import { renderChecks, renderFailure } from "./render-checks.ts";

/** Follows CI on a pull request: reports its results in one comment, then marks it ready and merges, or stops. */
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
        if (conversation.status === "blocked")
          return { kind: "nothing_to_do", reason: "The failure was reported before." };
        return {
          kind: "blocked",
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
    const reviewing = await this.advance(conversation, { to: "in_review" });
    if (!this.use.settings.autoMerge)
      return { kind: "proposed", reason: "CI is green. A human has to review and merge." };
    if (await this.#needsReview(conversation))
      return {
        kind: "proposed",
        reason: `Existing tests had to change: pull request #${pullRequest.number} says which; a human has to review and merge.`,
      };
    if (!(await this.isStillOpen()))
      return { kind: "nothing_to_do", reason: "The issue was closed meanwhile: nothing is merged." };
    const { sha } = await this.use.github.merge(this.context, pullRequest, { headSha: pullRequest.headSha });
    await this.advance(reviewing, { to: "merged" });
    await this.logAction("merged", { pullRequest: pullRequest.number, commit: sha });
    return { kind: "merged", reason: `Pull request #${pullRequest.number} is merged as ${sha.slice(0, 7)}.` };
  }

  /** Green CI proves little when the tests it runs were altered. */
  async #needsReview({ id }: Conversation): Promise<boolean> {
    return this.context.step(
      "read:generation",
      async () => (await this.use.store.codeGenerations.latest(id))?.status === "needs_review",
    );
  }
}
