import {
  type AgentTool,
  BaseAgent,
  branchName,
  type Capability,
  type Contract,
  type Conversation,
  OSOrganicError,
  type Outcome,
  type PullRequest,
  parseSubject,
  type RunContext,
} from "@osorganicai/core";
import { rankCode } from "@osorganicai/core/code";
import { describeChange, wordsOf } from "./developer-prompt.ts";
import { implementContractCall, rankCall } from "./implement-contract-call.ts";
import { detectChecks, type ProjectCheck } from "./proof/detect-checks.ts";
import { allPass, type CheckRun, runOnBase } from "./proof/prove.ts";
import { isContractCurrent, reasonNotToDevelop } from "./reason-not-to-develop.ts";
import { renderCommitMessage, renderPullRequest } from "./render-pull-request.ts";
import { parsePatchRef, parseProvenChange } from "./tools/parse-results.ts";
import type { ProvenChange } from "./tools/proof-tools.ts";
import { changedPaths } from "./workspace/changed-paths.ts";
import { createDurableWorkspace, type DurableWorkspace } from "./workspace/durable-workspace.ts";

/** Where a change starts from and returns to. */
interface Base {
  readonly branch: string;
  /** 40 hex digits. */
  readonly commit: string;
}

/** Turns a contract into a proven pull request: finds code, writes code and tests in a workspace, proves them, proposes. */
export class DeveloperAgent extends BaseAgent {
  override readonly name = "developer";
  protected override readonly capabilities: readonly Capability[] = [
    "comment",
    "commit",
    "open_pull_request",
  ];

  /** Extension point: more tools for the model, beside those of the workspace. */
  tools(): readonly AgentTool[] {
    return [];
  }

  protected override async handle(context: RunContext): Promise<Outcome> {
    const { conversation, contract, refusal } = await this.#readSituation(context);
    if (refusal) return refusal;
    if (!contract || !isContractCurrent(conversation.status)) return this.#askForContract(conversation);

    const base = await this.#findBase(conversation.repository);
    const branch = branchName(conversation.issueNumber, contract);
    await this.#assertFree(conversation.repository, branch);
    const developing = await this.advance(conversation, { to: "in_development", branch });

    const workspace = this.#createWorkspace(conversation.repository, base);
    try {
      const checks = await this.#findChecks(workspace);
      const preferred = this.use.settings.rerankCode ? await this.#rankCode(developing, contract, base) : [];
      const change = await this.#develop(workspace, contract, { checks, preferred });
      if (!(await this.isStillOpen())) return await this.#cancel(developing);
      const pullRequest = await this.#propose({
        conversation: developing,
        workspace,
        contract,
        change,
        base,
        branch,
      });
      await this.advance(developing, { to: "in_review", pullRequestNumber: pullRequest.number });
      return { kind: "proposed", reason: `Pull request #${pullRequest.number} is open.` };
    } finally {
      await workspace.close();
    }
  }

  async #readSituation(
    context: RunContext,
  ): Promise<{ conversation: Conversation; contract: Contract | undefined; refusal: Outcome | undefined }> {
    const { github, store } = this.use;
    const issue = await context.step("read:issue", () => github.issue(parseSubject(context.subject)));
    const conversation = await this.openConversation(issue);
    const contract = await context.step(
      "read:contract",
      async () => (await store.contracts.latest(conversation.id)) ?? null,
    );
    const { sender, event } = context.delivery;
    const permission = await context.step("read:permission", async () =>
      sender ? github.permission(issue.repository, sender) : "none",
    );
    const refusal = reasonNotToDevelop({
      handedOver: event === "hand-over",
      issue,
      conversation,
      permission,
    });
    return { conversation, contract: contract ?? undefined, refusal };
  }

  /** A human wants it built without questions: the Product Owner writes the contract first. */
  async #askForContract(conversation: Conversation): Promise<Outcome> {
    await this.advance(conversation, { to: conversation.status, handOverTo: "productOwner" });
    return {
      kind: "nothing_to_do",
      reason: "There is no current contract. The Product Owner writes one first, without questions.",
    };
  }

  async #cancel(conversation: Conversation): Promise<Outcome> {
    await this.advance(conversation, { to: "cancelled" });
    return { kind: "nothing_to_do", reason: "The issue was closed meanwhile: nothing is proposed." };
  }

  async #findBase(repository: string): Promise<Base> {
    const { github, settings } = this.use;
    return this.context.step("read:base", async () => {
      const branch = settings.baseBranch ?? (await github.defaultBranch(repository));
      const commit = await github.branchHead(repository, branch);
      if (commit === undefined)
        throw new OSOrganicError(
          "repository_empty",
          `The branch \`${branch}\` of ${repository} has no commits yet. Push a first commit.`,
        );
      return { branch, commit };
    });
  }

  /**
   * Before anything is paid for. The answer is a stored step: a run that goes on after a crash does not ask again, and
   * its commit adopts the branch it had made.
   */
  async #assertFree(repository: string, branch: string): Promise<void> {
    const read = async () => (await this.use.github.branchHead(repository, branch)) ?? null;
    if ((await this.context.step("read:branch", read)) === null) return;
    throw new OSOrganicError(
      "github_conflict",
      `The branch \`${branch}\`, which I would work on, exists already. Delete or rename it, then try again.`,
    );
  }

  #createWorkspace(repository: string, { commit }: Base): DurableWorkspace {
    const { workspace: provider, store } = this.use;
    if (!provider)
      throw new OSOrganicError(
        "config_invalid",
        "The Developer needs a workspace provider among its dependencies.",
      );
    return createDurableWorkspace({
      provider,
      patches: store.patches,
      runId: this.context.runId,
      repository,
      commit,
    });
  }

  /** The project's checks, which must pass before anything is changed: else nothing can be proven. */
  async #findChecks(workspace: DurableWorkspace): Promise<readonly ProjectCheck[]> {
    const { checks, runs } = await this.context.step("checks:base", async () => {
      const files = await workspace.files();
      const checks = await detectChecks(files, this.use.settings.checks);
      return { checks, runs: await runOnBase(files, [], checks) };
    });
    if (!checks.some(({ kind }) => kind === "test"))
      throw new OSOrganicError(
        "tests_missing",
        "I found no way to run tests in this repository, so I could not prove a change. Add a test script, or name the command in `repository.checks` of osorganicai.config.ts.",
      );
    if (!allPass(runs))
      throw new OSOrganicError(
        "tests_failing",
        `The project's own checks fail before any change:\n\n${describeFailures(runs)}`,
      );
    return checks;
  }

  async #rankCode(
    { repository }: Conversation,
    contract: Contract,
    { commit }: Base,
  ): Promise<readonly string[]> {
    const { llm, codeContext } = this.use;
    return rankCode(this.context, {
      codeContext,
      llm,
      call: rankCall,
      text: wordsOf(contract),
      at: async () => ({ repository, commit }),
      buildPrompt: (prompt) => this.buildPrompt(prompt),
    });
  }

  async #develop(
    workspace: DurableWorkspace,
    contract: Contract,
    {
      checks,
      preferred,
    }: { readonly checks: readonly ProjectCheck[]; readonly preferred: readonly string[] },
  ): Promise<ProvenChange> {
    const { llm, settings, codeContext } = this.use;
    const task = await this.context.step("read:code", async () =>
      describeChange({ contract, checks, files: await workspace.files(), codeContext, preferred }),
    );
    const result = await llm.useTools(this.context, {
      purpose: implementContractCall.purpose,
      tier: implementContractCall.tier,
      prompt: await this.buildPrompt({ system: implementContractCall.system, task }),
      tools: [
        ...implementContractCall.tools.map((tool) =>
          tool.bind({ workspace, codeContext, criteria: contract.criteria, checks }),
        ),
        ...this.tools(),
      ],
      maxTurns: settings.maxTurns,
      onResult: ({ value }) => workspace.remember(parsePatchRef(value)),
    });
    const change = parseProvenChange(result.value);
    await this.logAction("proved", { turns: result.turns, ...change });
    return change;
  }

  async #propose(proposal: Proposal): Promise<PullRequest> {
    const { conversation, workspace, contract, change, base, branch } = proposal;
    const { github, store } = this.use;
    const { repository, issueNumber } = conversation;
    const filesChanged = await this.context.step("read:changes", async () =>
      changedPaths(await workspace.files()),
    );
    const commit = await github.commit(this.context, {
      repository,
      branch,
      baseCommit: base.commit,
      message: renderCommitMessage(contract, issueNumber),
      changeSet: async () => (await workspace.files()).changeSet(),
    });
    const body = renderPullRequest({ contract, change, baseCommit: base.commit, issueNumber });
    const audit = await this.context.step(
      "read:audit-head",
      async () => (await store.actions.head(conversation.id)) ?? null,
    );
    const pullRequest = await github.openPullRequest(this.context, {
      repository,
      branch,
      baseBranch: base.branch,
      title: contract.title,
      body,
      closes: issueNumber,
      ...(audit && { audit }),
    });
    const status = change.changedTests.length > 0 ? "needs_review" : "proposed";
    await this.context.step("save:generation", () =>
      store.codeGenerations.save({
        conversationId: conversation.id,
        runId: this.context.runId,
        pullRequestNumber: pullRequest.number,
        filesChanged,
        testsGenerated: change.criteria,
        status,
      }),
    );
    await this.logAction("proposed", {
      pullRequest: pullRequest.number,
      commit: commit.sha,
      files: filesChanged,
      status,
    });
    return pullRequest;
  }
}

interface Proposal {
  readonly conversation: Conversation;
  readonly workspace: DurableWorkspace;
  readonly contract: Contract;
  readonly change: ProvenChange;
  readonly base: Base;
  readonly branch: string;
}

function describeFailures(runs: readonly CheckRun[]): string {
  const failed = runs.filter(({ exitCode }) => exitCode !== 0);
  return failed
    .map(
      ({ command, exitCode, output }) =>
        `\`${command}\` ends with exit code ${exitCode}:\n\n\`\`\`\n${output.trim()}\n\`\`\``,
    )
    .join("\n\n");
}
