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
import { type DeploymentEvent, parseDeploymentEvent } from "./parse-deployment-event.ts";
import { renderCompletion, renderPreview } from "./render-deployment.ts";

type Closed = Extract<DeploymentEvent, { readonly kind: "closed" }>;
type Deployed = Extract<DeploymentEvent, { readonly kind: "deployed" }>;

/** Follows a pull request after CI: notes how it was closed, checks what was deployed, and reports it on the issue. */
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
    if (event.environment === "production" && conversation.status === "deployed")
      return { kind: "nothing_to_do", reason: "The deployment was reported before." };
    if (event.environment === "production" && !(await this.#isMerged(conversation, pullRequestNumber)))
      return {
        kind: "nothing_to_do",
        reason: `${event.commit.slice(0, 7)} was deployed to production, but pull request #${pullRequestNumber} is not merged.`,
      };
    if (event.state === "failure" || event.url === undefined) return this.#noteFailure(event);
    const health = await this.#checkHealth(event.url);
    await this.logAction(`${event.environment}_deployed`, { url: event.url, ...health });
    return event.environment === "preview"
      ? this.#reportPreview(conversation, pullRequestNumber, { url: event.url, health })
      : this.#reportProduction(conversation, pullRequestNumber, { url: event.url, health });
  }

  /** Somebody may try a branch on production; the work is deployed only by what was merged. */
  async #isMerged({ repository }: Conversation, number: number): Promise<boolean> {
    return this.context.step(
      "read:merged",
      async () => (await this.use.github.pullRequest({ repository, number })).merged,
    );
  }

  /** A failed preview stands on the pull request; only production stops the work. */
  async #noteFailure({ environment, commit, description }: Deployed): Promise<Outcome> {
    const sentence = `The ${environment} deployment of ${commit.slice(0, 7)} failed${description ? `: ${description}` : ""}.`;
    await this.logAction(`${environment}_failed`, { commit, description });
    return environment === "production"
      ? { kind: "blocked", reason: `${sentence} Mend it and deploy again.` }
      : { kind: "nothing_to_do", reason: sentence };
  }

  async #checkHealth(url: string): Promise<HealthReport> {
    return this.context.step(
      "check:health",
      async () => (await this.use.health?.check(url)) ?? { healthy: true, detail: "not asked" },
    );
  }

  async #reportPreview({ repository }: Conversation, number: number, address: Address): Promise<Outcome> {
    await this.use.github.comment(
      this.context,
      { repository, number },
      { key: "preview", body: renderPreview(address) },
    );
    return { kind: "deployed", reason: `The preview runs at ${address.url} (${address.health.detail}).` };
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
      ({ environment, url }) => url !== undefined && !/^prod/i.test(environment),
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

interface Address {
  readonly url: string;
  readonly health: HealthReport;
}
