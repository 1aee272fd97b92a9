import {
  type Analysis,
  BaseAgent,
  type Capability,
  type Conversation,
  type Issue,
  type Outcome,
  parseSubject,
  type RunContext,
} from "@osorganicai/core";
import { type AnalysisAnswer, analysisCall } from "./analysis-call.ts";
import { buildAnalysisPrompt, type IssueThread, systemPrompt } from "./build-analysis-prompt.ts";
import { decideNextStep, type NextStep, toAnalysis } from "./decide-next-step.ts";
import { parseTrigger, type Trigger } from "./parse-trigger.ts";
import { readRepository } from "./read-repository.ts";
import { reasonToWait } from "./reason-to-wait.ts";
import { renderContract } from "./render-contract.ts";
import { renderQuestions } from "./render-questions.ts";

/** Turns an issue into a requirement contract: asks what is missing, then writes down what will be built. */
export class ProductOwnerAgent extends BaseAgent {
  override readonly name = "product_owner";
  protected override readonly capabilities: readonly Capability[] = ["comment"];

  protected override async handle(context: RunContext): Promise<Outcome> {
    const trigger = parseTrigger(context.delivery);
    const issue = await context.step("read:issue", () =>
      this.use.github.issue(parseSubject(context.subject)),
    );
    const opened = await this.openConversation(issue);
    const wait = await this.#reasonToWait(trigger, issue, opened);
    if (wait !== undefined) return { kind: "nothing_to_do", reason: wait };

    const conversation = await this.advance(opened, { to: "analyzing" });
    const thread = await this.#readThread(issue, conversation, trigger);
    const answer = await this.analyzeIssue(thread);
    await this.logAction("analyzed", {
      round: thread.round,
      needs_clarification: answer.needs_clarification,
    });
    return this.#apply(decideNextStep(answer, thread), toAnalysis(answer, thread.round), conversation);
  }

  /** Asks the model what the issue means. Override it to analyse otherwise. */
  async analyzeIssue(thread: IssueThread): Promise<AnalysisAnswer> {
    const prompt = await this.buildPrompt({ system: systemPrompt, task: this.buildAnalysisPrompt(thread) });
    return this.use.llm.generate(this.context, analysisCall, prompt);
  }

  /** The task as the model reads it. Override it to add what your domain needs to know about an issue. */
  buildAnalysisPrompt(thread: IssueThread): string {
    return buildAnalysisPrompt(thread);
  }

  async #reasonToWait(
    trigger: Trigger,
    issue: Issue,
    conversation: Conversation,
  ): Promise<string | undefined> {
    const { sender } = this.context.delivery;
    const permission = await this.context.step("read:permission", async () =>
      sender && trigger.kind !== "opened" ? this.use.github.permission(issue.repository, sender) : "none",
    );
    return reasonToWait({ trigger, issue, conversation, sender, permission });
  }

  /** All that the model may know, and how many rounds of questions are left. */
  async #readThread(issue: Issue, conversation: Conversation, trigger: Trigger): Promise<IssueThread> {
    const { github, settings } = this.use;
    const self = await this.context.step("read:self", () => github.self());
    const comments = await this.context.step("read:comments", () => github.comments(issue));
    const repository = await readRepository(this.context, github, {
      repository: issue.repository,
      baseBranch: settings.baseBranch,
    });
    const round = (conversation.analysis?.round ?? 0) + 1;
    const mayAsk = round <= settings.maxQuestionRounds && trigger.kind !== "handed_over";
    return { issue, comments, self, repository, round, mayAsk };
  }

  async #apply(next: NextStep, analysis: Analysis, conversation: Conversation): Promise<Outcome> {
    switch (next.kind) {
      case "ask":
        await this.#say(`questions:${analysis.round}`, renderQuestions(next.questions));
        await this.advance(conversation, { to: "needs_clarification", analysis });
        return { kind: "asked", reason: `${next.questions.length} questions were asked.` };
      case "ready":
        await this.#say(`contract:${analysis.round}`, renderContract(next.contract));
        await this.advance(conversation, {
          to: "ready_for_dev",
          analysis,
          contract: next.contract,
          handOverTo: "developer",
        });
        return {
          kind: "ready",
          reason: `The contract has ${next.contract.criteria.length} acceptance criteria.`,
        };
      case "give_up":
        return { kind: "blocked", reason: next.reason };
    }
  }

  async #say(key: string, body: string): Promise<void> {
    await this.use.github.comment(this.context, parseSubject(this.context.subject), { key, body });
  }
}
