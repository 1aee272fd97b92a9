import {
  type Analysis,
  BaseAgent,
  type Capability,
  type Conversation,
  type Issue,
  type Outcome,
  parseSubject,
  type RunContext,
  sha256Of,
} from "@osorganicai/core";
import { rankCode } from "@osorganicai/core/code";
import { type AnalysisAnswer, analysisCall, rankCall } from "./analysis-call.ts";
import { buildAnalysisPrompt, type IssueThread } from "./build-analysis-prompt.ts";
import { decideNextStep, type NextStep, toAnalysis } from "./decide-next-step.ts";
import { parseTrigger, type Trigger } from "./parse-trigger.ts";
import { readHead, readRepository, wordsOf } from "./read-repository.ts";
import { comesTooLate, mayWrite, reasonToWait, type Situation } from "./reason-to-wait.ts";
import { renderContract } from "./render-contract.ts";
import { renderQuestions } from "./render-questions.ts";
import { renderTooLate } from "./render-too-late.ts";

/** What was understood, of which conversation, and whether whoever caused it may start development. */
interface Reading {
  readonly analysis: Analysis;
  readonly conversation: Conversation;
  readonly starts: boolean;
}

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
    const situation = await this.#readSituation(trigger, issue, opened);
    if (comesTooLate(situation)) await this.#say("too-late", renderTooLate(opened));
    const wait = reasonToWait(situation);
    if (wait !== undefined) return { kind: "nothing_to_do", reason: wait };

    const conversation = await this.advance(opened, { to: "analyzing" });
    const thread = await this.#readThread(issue, conversation, trigger);
    const answer = await this.analyzeIssue(thread);
    const payload = { round: thread.round, needs_clarification: answer.needs_clarification };
    await this.logAction("analyzed", payload, { outputSha256: sha256Of(JSON.stringify(answer)) });
    return this.#apply(decideNextStep(answer, thread), {
      analysis: toAnalysis(answer, thread),
      conversation,
      starts: trigger.kind === "handed_over" || mayWrite(situation.permission),
    });
  }

  /** Asks the model what the issue means. Override it to analyse otherwise. */
  async analyzeIssue(thread: IssueThread): Promise<AnalysisAnswer> {
    const prompt = await this.buildPrompt({
      system: analysisCall.system,
      task: this.buildAnalysisPrompt(thread),
    });
    return this.use.llm.generate(this.context, analysisCall, prompt);
  }

  /** The task as the model reads it. Override it to add what your domain needs to know about an issue. */
  buildAnalysisPrompt(thread: IssueThread): string {
    return buildAnalysisPrompt(thread);
  }

  async #readSituation(trigger: Trigger, issue: Issue, conversation: Conversation): Promise<Situation> {
    const { sender } = this.context.delivery;
    const permission = await this.context.step("read:permission", async () =>
      sender ? this.use.github.permission(issue.repository, sender) : "none",
    );
    return { trigger, issue, conversation, sender, permission };
  }

  /** All that the model may know, and how many rounds of questions are left. */
  async #readThread(issue: Issue, conversation: Conversation, trigger: Trigger): Promise<IssueThread> {
    const { github, settings, codeContext } = this.use;
    const self = await this.context.step("read:self", () => github.self());
    // GitHub's lists are behind at times, and may not have the very comment that this run is about.
    const known = trigger.kind === "commented" ? { including: trigger.commentId } : {};
    const comments = await this.context.step("read:comments", () => github.comments(issue, known));
    const repository = await readRepository(this.context, github, {
      issue,
      baseBranch: settings.baseBranch,
      codeContext,
      preferred: settings.rerankCode ? await this.#rankCode(issue) : [],
    });
    const round = (conversation.analysis?.round ?? 0) + 1;
    const mayAsk = round <= settings.maxQuestionRounds && trigger.kind !== "handed_over";
    return { issue, comments, self, repository, round, mayAsk };
  }

  async #rankCode(issue: Issue): Promise<readonly string[]> {
    const { github, settings, codeContext, llm } = this.use;
    const { repository } = issue;
    return rankCode(this.context, {
      codeContext,
      llm,
      call: rankCall,
      text: wordsOf(issue),
      async at() {
        const { commit } = await readHead(github, repository, settings.baseBranch);
        return commit === undefined ? undefined : { repository, commit };
      },
      buildPrompt: (prompt) => this.buildPrompt(prompt),
    });
  }

  async #apply(next: NextStep, { analysis, conversation, starts }: Reading): Promise<Outcome> {
    switch (next.kind) {
      case "ask":
        await this.#say(`questions:${analysis.round}`, renderQuestions(next.questions));
        await this.advance(conversation, { to: "needs_clarification", analysis });
        return { kind: "asked", reason: `${next.questions.length} questions were asked.` };
      case "ready":
        await this.#say(`contract:${analysis.round}`, renderContract(next.contract, { starts }));
        await this.advance(conversation, {
          analysis,
          contract: next.contract,
          ...(starts ? { to: "ready_for_dev", handOverTo: "developer" } : { to: "blocked" }),
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
