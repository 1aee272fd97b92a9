import type { Conversation } from "../conversation/conversation.ts";
import { canTransition, hasPullRequest, labelsFor } from "../conversation/lifecycle.ts";
import { parseSubject } from "../delivery/subject.ts";
import { isOSOrganicError, messageOf, OSOrganicError } from "../errors.ts";
import type { Issue } from "../ports/github.ts";
import type { Prompt } from "../ports/language-model.ts";
import type { AgentAction, ConversationChange } from "../ports/store.ts";
import type { AgentDependencies } from "./agent-dependencies.ts";
import { type Capability, limitGitHub } from "./capabilities.ts";
import { isSetback, type Outcome, outcomeOfError, type Setback } from "./outcome.ts";
import type { RunContext } from "./run-context.ts";
import { isRunInterrupted } from "./run-interrupted.ts";
import { sha256Of } from "./sha256-of.ts";

/**
 * Subclass this and implement `handle`. One object serves one run.
 *
 * @example
 * class Greeter extends BaseAgent {
 *   override readonly name = "greeter";
 *   protected override readonly capabilities = ["comment"] as const;
 *   protected override async handle(context: RunContext): Promise<Outcome> {
 *     await this.use.github.comment(context, parseSubject(context.subject), { key: "hello", body: "Hello!" });
 *     return { kind: "deployed", reason: "said hello" };
 *   }
 * }
 */
export abstract class BaseAgent {
  /** As it stands in `agent_actions.agent_type`: `product_owner`, `developer`, … */
  abstract readonly name: string;
  /** All that this agent may do to the outside. */
  protected abstract readonly capabilities: readonly Capability[];

  readonly #dependencies: AgentDependencies;
  #limited: AgentDependencies | undefined;
  #context: RunContext | undefined;
  #conversation: Conversation | undefined;
  #actions = 0;
  /** Of the prompt that was built since the last action. */
  #promptSha256: string | undefined;

  constructor(dependencies: AgentDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * The only way in, so that no agent can forget its audit trail or end without telling the human.
   * @returns how the run ended; a setback (blocked, failed, over budget) is on the issue by then
   * @throws whatever makes even that impossible, e.g. `store_unavailable`; the engine then keeps the run as failed
   */
  async run(context: RunContext): Promise<Outcome> {
    if (this.#context)
      throw new OSOrganicError("capability_denied", "One agent object serves one run. Create another one.");
    this.#context = context;
    await this.logAction("started", {
      delivery: context.delivery.id,
      event: context.delivery.event,
      action: context.delivery.action,
    });
    const outcome = await this.#handleWhatever(context);
    if (isSetback(outcome)) await this.#settleSetback(context, outcome);
    await this.logAction("finished", outcome);
    return outcome;
  }

  /** The agent itself: parse, think, decide, act. */
  protected abstract handle(context: RunContext): Promise<Outcome>;

  /** Extension point: facts about the child's domain, put before every task. */
  getDomainContext(): string | Promise<string> {
    return "";
  }

  /** Extension point: last edit of a system prompt before it is sent. */
  customizePrompt(basePrompt: string): string {
    return basePrompt;
  }

  /** All that this agent may touch; GitHub is limited to its capabilities. */
  protected get use(): AgentDependencies {
    const { github } = this.#dependencies;
    this.#limited ??= { ...this.#dependencies, github: limitGitHub(github, this.name, this.capabilities) };
    return this.#limited;
  }

  /** The run this agent serves. */
  protected get context(): RunContext {
    if (!this.#context)
      throw new OSOrganicError("capability_denied", "The agent is not running. Call run(context).");
    return this.#context;
  }

  /** The conversation of an issue, opened when there is none yet. The run is about it from now on. */
  protected async openConversation({ repository, number, id }: Issue): Promise<Conversation> {
    const open = () => this.use.store.conversations.open({ repository, number, issueId: id });
    return this.#about(await this.context.step("open:conversation", open));
  }

  /** The conversation of this run's subject, when there is one. The run is about it from now on. */
  protected async findConversation(): Promise<Conversation | undefined> {
    const issue = parseSubject(this.context.subject);
    const find = async () => (await this.use.store.conversations.findByIssue(issue)) ?? null;
    const conversation = await this.context.step("find:conversation", find);
    return conversation ? this.#about(conversation) : undefined;
  }

  /** The only way to change a conversation: in the database first, then shown as a label. Does both once. */
  protected async advance(
    { id, status }: Conversation,
    change: Pick<
      ConversationChange,
      "to" | "analysis" | "contract" | "branch" | "pullRequestNumber" | "handOverTo"
    >,
  ): Promise<Conversation> {
    const { runId, subject, step } = this.context;
    const key = `${runId}:${change.to}`;
    const advanced = await step(`advance:${change.to}`, () =>
      this.use.store.conversations.advance({
        conversationId: id,
        key,
        runId,
        agent: this.name,
        from: status,
        ...change,
      }),
    );
    // Not through the agent's own capabilities: a label only shows what the database says.
    if (change.to !== status)
      await this.#dependencies.github.label(this.context, parseSubject(subject), labelsFor(change.to));
    return this.#about(advanced);
  }

  /** Whether the issue is still open. Asked anew before what a human who closed it would not want. */
  protected isStillOpen(): Promise<boolean> {
    const { context, use } = this;
    return context.step("read:issue-state", async () => {
      const { state } = await use.github.issue(parseSubject(context.subject));
      return state === "open";
    });
  }

  /**
   * Appends to the audit trail. Part of the run's steps, so it is written once.
   * @param digests of what was given and what came out, where that is not the prompt that was built since the last action,
   *   or else the delivery's body, and the payload
   */
  protected async logAction(
    actionType: string,
    payload: unknown,
    digests: Pick<AgentAction, "inputSha256" | "outputSha256"> = {},
  ): Promise<void> {
    const { context } = this;
    const { sender, body, bodySha256 = sha256Of(body) } = context.delivery;
    const inputSha256 = this.#promptSha256 ?? bodySha256;
    this.#promptSha256 = undefined;
    this.#actions += 1;
    const sequence = this.#actions;
    context.log.info(`agent.${actionType}`, { agent: this.name });
    await context.step(`log:${sequence}:${actionType}`, () =>
      this.use.store.actions.append({
        runId: context.runId,
        sequence,
        conversationId: this.#conversation?.id,
        agentType: this.name,
        actionType,
        payload,
        inputSha256,
        outputSha256: sha256Of(JSON.stringify(payload ?? null)),
        ...(sender && { triggeredBy: { id: sender.id, login: sender.login } }),
        ...digests,
      }),
    );
  }

  /** The prompt with the child's domain in front and its last edit applied. */
  protected async buildPrompt(prompt: Prompt): Promise<Prompt> {
    const domain = (await this.getDomainContext()).trim();
    const system =
      domain === "" ? prompt.system : `${prompt.system}\n\n## About this project's domain\n\n${domain}`;
    const built = { system: this.customizePrompt(system), task: prompt.task };
    this.#promptSha256 = sha256Of(JSON.stringify(built));
    return built;
  }

  async #handleWhatever(context: RunContext): Promise<Outcome> {
    try {
      return await this.handle(context);
    } catch (error) {
      if (isRunInterrupted(error)) throw error;
      const code = isOSOrganicError(error) ? error.code : "unexpected";
      context.log.error("agent.threw", { agent: this.name, code, error });
      await this.logAction("threw", { code, message: messageOf(error) });
      return outcomeOfError(error);
    }
  }

  /** Status, label and comment of a run that needs a human. */
  async #settleSetback(context: RunContext, outcome: Setback): Promise<void> {
    const status = outcome.kind === "failed" ? "failed" : "blocked";
    const conversation = await this.findConversation();
    if (conversation && conversation.status !== status && canTransition(conversation.status, status))
      await this.advance(conversation, { to: status });
    // Not through the agent's own capabilities: telling the human is never refused.
    await this.#dependencies.github.comment(context, parseSubject(context.subject), {
      key: `${status}:${outcome.topic ?? context.runId}`,
      body: setbackComment(outcome, context.runId, !conversation || !hasPullRequest(conversation)),
    });
  }

  /** Audit rows refer to it. */
  #about(conversation: Conversation): Conversation {
    this.#conversation = conversation;
    return conversation;
  }
}

const headlines: Readonly<Record<Setback["kind"], string>> = {
  blocked: "I cannot go on without you",
  failed: "I could not finish this",
  over_budget: "I stopped because the budget is used up",
};

function setbackComment({ kind, reason }: Setback, runId: string, again: boolean): string {
  const next = again
    ? "\n\nTo try again, set the label `ready-for-dev`, or write a comment to have the issue read anew."
    : "";
  const trace = kind === "failed" ? `\n\nRun: \`${runId}\`` : "";
  return `### ${headlines[kind]}\n\n${reason}${next}${trace}`;
}
