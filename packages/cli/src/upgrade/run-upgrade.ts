import { execFileSync } from "node:child_process";
import { messageOf, OSOrganicError } from "@osorganicai/core";
import { UsageError } from "../run/usage-error.ts";
import { askPrompts } from "./ask-prompts.ts";
import type { RepositoryAccess } from "./github/ask-repository.ts";
import { commentReport } from "./github/comment-report.ts";
import { openIssues } from "./github/open-issues.ts";
import { openRelease } from "./open-release.ts";
import { recordPrompts } from "./report/record-prompts.ts";
import { needs, renderReport } from "./report/render-report.ts";
import { claimChild } from "./tree/claim-child.ts";
import { upgradeChild } from "./upgrade-child.ts";
import type { UpgradeResult } from "./upgrade-result.ts";
import { withoutSecrets } from "./without-secrets.ts";

/** What `osorganicai upgrade` was asked for, beside versions. */
export interface UpgradeRun {
  readonly root: string;
  readonly report?: string;
  readonly keepGoing: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** Upgrades to what is installed and prints what came of it. */
export async function runUpgrade(run: UpgradeRun): Promise<UpgradeResult & { readonly needsYou: boolean }> {
  const { root, report, dryRun } = run;
  const dirty = isDirty(root);
  const issues = findIssueAccess(root);
  const result = await withoutSecrets(process.env, () =>
    upgradeChild({
      root,
      release: openRelease(root),
      now: new Date(),
      dryRun,
      keepGoing: run.keepGoing || report !== undefined,
      renderPrompts: () => askPrompts(ownBin(), root),
      ...(report !== undefined && { report }),
      ...(issues && { issues }),
    }),
  );
  const needsYou = needs(result).length > 0;
  process.stdout.write(run.json ? `${JSON.stringify({ ...result, needsYou })}\n` : describe(result));
  if (dirty && result.changed.length > 0 && !dryRun && report === undefined && !run.json)
    process.stderr.write("There were uncommitted changes before this: `git diff` shows them together.\n");
  return { ...result, needsYou };
}

/** Opens the issues of `.osorganicai/todo`, each once, and runs no code of anybody. @throws UsageError without access */
export async function runIssues(root: string): Promise<void> {
  const access = findIssueAccess(root);
  if (access === undefined)
    throw new UsageError(
      "Set GITHUB_TOKEN and GITHUB_REPOSITORY (owner/name), and do it on the main branch.",
    );
  const { issues, issueProblem } = await openIssues(root, access);
  if (issueProblem !== undefined) throw new OSOrganicError("github_unavailable", issueProblem);
  const lines = Object.entries(issues).map(([key, url]) => `${key}: ${url}\n`);
  process.stdout.write(lines.join("") || "There is nothing in .osorganicai/todo.\n");
}

/**
 * Writes the report into the pull request of a branch, and runs no code of anybody.
 * @throws UsageError without access; OSOrganicError `github_unavailable`
 */
export async function runComment(root: string, branch: string): Promise<void> {
  const access = findAccess();
  if (access === undefined) throw new UsageError("Set GITHUB_TOKEN and GITHUB_REPOSITORY (owner/name).");
  try {
    process.stdout.write(`${await commentReport(root, { access, branch })}\n`);
  } catch (cause) {
    throw new OSOrganicError("github_unavailable", messageOf(cause), { cause });
  }
}

/**
 * What the agents say now, so that the upgrade has something to compare with. Fails silently: it is only a comparison.
 * @throws UsageError while another upgrade is under way
 */
export async function recordCurrentPrompts(root: string): Promise<void> {
  const giveUp = claimChild(root);
  try {
    await recordPrompts({ root, renderPrompts: () => askPrompts(ownBin(), root) });
  } finally {
    giveUp();
  }
}

function ownBin(): string {
  return process.argv[1] ?? "";
}

function describe(result: UpgradeResult): string {
  const { from, to, changed, dryRun } = result;
  const report = renderReport(result);
  if (from === to && !report.includes("\n## ")) return `Nothing to do: this child is at ${to}.\n`;
  return `${dryRun ? `${changed.length} files would change.\n\n` : ""}${report}`;
}

function isDirty(root: string): boolean {
  try {
    return (
      execFileSync("git", ["-C", root, "status", "--porcelain"], { stdio: ["ignore", "pipe", "ignore"] })
        .length > 0
    );
  } catch {
    return false; // no repository, or no git
  }
}

/** Not on Renovate's branches: the Developer starts from the default branch, which has the upgrade only once it is merged. */
function findIssueAccess(root: string): RepositoryAccess | undefined {
  return branchOf(root).startsWith("renovate/") ? undefined : findAccess();
}

function findAccess(): RepositoryAccess | undefined {
  const {
    GITHUB_TOKEN: token,
    GITHUB_REPOSITORY: repository,
    GITHUB_API_URL: api = "https://api.github.com",
  } = process.env;
  return token && repository ? { api, token, repository } : undefined;
}

function branchOf(root: string): string {
  const { GITHUB_HEAD_REF: head, GITHUB_REF_NAME: name } = process.env;
  if (head || name) return head || name || "";
  try {
    return execFileSync("git", ["-C", root, "branch", "--show-current"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return "";
  }
}
