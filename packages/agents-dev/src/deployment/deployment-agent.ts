import {
  BaseAgent,
  type Capability,
  type Conversation,
  type ConversationStatus,
  canTransition,
  type HealthReport,
  type Outcome,
  parseSubject,
  type RunContext,
} from "@osorganicai/core";
import type { PreviewVerdict } from "../preview/decide-on-preview.ts";
import { readPreview } from "../preview/read-preview.ts";
import { describePreview, renderPreview } from "../preview/render-preview.ts";
import { type DeploymentEvent, parseDeploymentEvent } from "./parse-deployment-event.ts";
import { renderCompletion } from "./render-deployment.ts";

type Closed = Extract<DeploymentEvent, { readonly kind: "closed" }>;
type Deployed = Extract<DeploymentEvent, { readonly kind: "deployed" }>;

/**
 * Follows what is deployed of a pull request: reports its previews there and production on the issue, and notes how it was
 * closed. Merging is not its own: when that waits for a preview, it hands over to the CI agent.
 */
export class DeploymentAgent extends BaseAgent {
  override readonly name = "deployment";
  protected override readonly capabilities: readonly Capability[] = ["comment"];

  protected override async handle(context: RunContext): Promise<Outcome> {
    const event = parseDeploymentEvent(context.delivery);
    const conversation = await this.findConversation();
    if (conversation?.pullRequestNumber === undefined)
      return { kind: "nothing_to_do", reason: "No pull request of ours is concerned." };
    switch (event.kind) {
      case "closed":
        return this.#noteClosed(conversation, event);
      case "deployed":
        return this.#noteDeployed(conversation, conversation.pullRequestNumber, event);
    }
  }

  async #noteClosed(conversation: Conversation, { pullRequestNumber, merged }: Closed): Promise<Outcome> {
    if (pullRequestNumber !== conversation.pullRequestNumber)
      return { kind: "nothing_to_do", reason: `Pull request #${pullRequestNumber} is none of ours.` };
    await this.#advanceIfPossible(conversation, merged ? "merged" : "cancelled");
    if (merged) return { kind: "merged", reason: "The pull request is merged. Its deployment is awaited." };
    if (await this.isStillOpen()) await this.#sayCancelled(conversation);
    return {
      kind: "nothing_to_do",
      reason: "The pull request was closed without merging: the work is cancelled.",
    };
  }

  async #sayCancelled({ branch, pullRequestNumber }: Conversation): Promise<void> {
    await this.use.github.comment(this.context, parseSubject(this.context.subject), {
      key: `cancelled:${pullRequestNumber}`,
      body: `Pull request #${pullRequestNumber} was closed without merging, so I stopped. To start again, delete its branch \`${branch}\` and set the label \`ready-for-dev\`; or comment here what should be different, and the issue is read anew.`,
    });
  }

  async #noteDeployed(
    conversation: Conversation,
    pullRequestNumber: number,
    event: Deployed,
  ): Promise<Outcome> {
    if (event.state === "pending")
      return { kind: "nothing_to_do", reason: "The deployment has not finished." };
    return event.environment === "preview"
      ? this.#notePreview(conversation, pullRequestNumber, event)
      : this.#noteProduction(conversation, pullRequestNumber, event);
  }

  /** The event only says that there is something to read: what counts is the head, and what GitHub says of it now. */
  async #notePreview(conversation: Conversation, number: number, { commit }: Deployed): Promise<Outcome> {
    const { repository } = conversation;
    const { headSha, state } = await this.context.step("read:pull-request", () =>
      this.use.github.pullRequest({ repository, number }),
    );
    if (commit !== headSha)
      return {
        kind: "nothing_to_do",
        reason: `A preview of ${commit.slice(0, 7)}, but the head of pull request #${number} is ${headSha.slice(0, 7)} by now.`,
      };
    const verdict = await this.context.step("check:preview", () =>
      readPreview(this.use, { repository, headSha }),
    );
    await this.logAction("preview_reported", { commit, ...verdict });
    await this.use.github.comment(
      this.context,
      { repository, number },
      { key: "preview", body: renderPreview(verdict, { headSha, required: this.#isAwaited() }) },
    );
    if (state === "open" && this.#isAwaited()) await this.#handOver(conversation);
    return outcomeOfPreview(verdict);
  }

  #isAwaited(): boolean {
    const { autoMerge, requirePreview } = this.use.settings;
    return autoMerge && requirePreview;
  }

  /** Good or bad, the CI agent decides what follows, with everything else that it knows. */
  async #handOver(conversation: Conversation): Promise<void> {
    await this.advance(conversation, { to: conversation.status, handOverTo: "ci" });
  }

  async #noteProduction(
    conversation: Conversation,
    pullRequestNumber: number,
    event: Deployed,
  ): Promise<Outcome> {
    if (conversation.status === "deployed")
      return { kind: "nothing_to_do", reason: "The deployment was reported before." };
    if (!(await this.#isMerged(conversation, pullRequestNumber)))
      return {
        kind: "nothing_to_do",
        reason: `${event.commit.slice(0, 7)} was deployed to production, but pull request #${pullRequestNumber} is not merged.`,
      };
    if (event.state === "failure" || event.url === undefined) return this.#noteFailure(event);
    const health = await this.#checkHealth(event.url);
    await this.logAction("production_deployed", { url: event.url, ...health });
    return this.#reportProduction(conversation, pullRequestNumber, { url: event.url, health });
  }

  /** Somebody may try a branch on production; the work is deployed only by what was merged. */
  async #isMerged({ repository }: Conversation, number: number): Promise<boolean> {
    return this.context.step(
      "read:merged",
      async () => (await this.use.github.pullRequest({ repository, number })).merged,
    );
  }

  async #noteFailure({ commit, description }: Deployed): Promise<Outcome> {
    await this.logAction("production_failed", { commit, description });
    return {
      kind: "blocked",
      reason: `The production deployment of ${commit.slice(0, 7)} failed${description ? `: ${description}` : ""}. Mend it and deploy again.`,
    };
  }

  async #checkHealth(url: string): Promise<HealthReport> {
    return this.context.step(
      "check:health",
      async () => (await this.use.health?.check(url)) ?? { healthy: true, detail: "not asked" },
    );
  }

  async #reportProduction(
    conversation: Conversation,
    pullRequestNumber: number,
    production: Address,
  ): Promise<Outcome> {
    if (!production.health.healthy)
      return {
        kind: "blocked",
        reason: `${production.url} is deployed but not healthy: ${production.health.detail}. Mend it and deploy again.`,
      };
    const issue = parseSubject(this.context.subject);
    const facts = await this.context.step("read:facts", () =>
      this.#readFacts(conversation, pullRequestNumber),
    );
    await this.use.github.comment(this.context, issue, {
      key: "deployed",
      body: renderCompletion({ pullRequestNumber, production, ...facts }),
    });
    await this.#advanceIfPossible(await this.#advanceIfPossible(conversation, "merged"), "deployed");
    return { kind: "deployed", reason: `It runs at ${production.url} (${production.health.detail}).` };
  }

  async #readFacts({ id, repository }: Conversation, pullRequestNumber: number) {
    const { github, store, health } = this.use;
    const { headSha } = await github.pullRequest({ repository, number: pullRequestNumber });
    const preview = (await github.deployments(repository, headSha)).find(
      ({ production, url }) => url !== undefined && !production,
    );
    return {
      contract: await store.contracts.latest(id),
      tests: (await store.codeGenerations.latest(id))?.testsGenerated ?? [],
      preview:
        preview?.url === undefined
          ? undefined
          : { url: preview.url, health: await health?.check(preview.url) },
    };
  }

  async #advanceIfPossible(conversation: Conversation, to: ConversationStatus): Promise<Conversation> {
    const possible = conversation.status !== to && canTransition(conversation.status, to);
    return possible ? this.advance(conversation, { to }) : conversation;
  }
}

function outcomeOfPreview(verdict: PreviewVerdict): Outcome {
  const kind = verdict.kind === "healthy" ? "deployed" : "nothing_to_do";
  return { kind, reason: `Preview: ${describePreview(verdict)}.` };
}

interface Address {
  readonly url: string;
  readonly health: HealthReport;
}
