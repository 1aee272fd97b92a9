import { messageOf, OSOrganicError } from "@osorganicai/core";
import { UsageError } from "../run/usage-error.ts";
import type { RepositoryAccess } from "./github/ask-repository.ts";
import { openIssues } from "./github/open-issues.ts";
import { joinResults } from "./join-results.ts";
import { planUpgrade } from "./plan-upgrade.ts";
import { readLockFile } from "./read-lock-file.ts";
import type { Release } from "./release.ts";
import { recordPrompts } from "./report/record-prompts.ts";
import { renderReport } from "./report/render-report.ts";
import { toolPaths } from "./tool-paths.ts";
import type { TreeChange } from "./tree/child-tree.ts";
import { claimChild } from "./tree/claim-child.ts";
import {
  announce,
  forgetPending,
  type PendingWork,
  readPending,
  writeChanges,
  writeWhole,
} from "./tree/commit-changes.ts";
import { openTree } from "./tree/open-tree.ts";
import { resolveInChild } from "./tree/resolve-in-child.ts";
import type { UpgradeFacts, UpgradeResult } from "./upgrade-result.ts";

export type { UpgradeResult };

/** What an upgrade works with. */
export interface UpgradeOptions {
  /** Absolute folder of the child. */
  readonly root: string;
  readonly release: Release;
  readonly now: Date;
  /** Only say what would be done. @default false */
  readonly dryRun?: boolean;
  /** Whether what can be done is done when a migration fails. @default false */
  readonly keepGoing?: boolean;
  /** Where the report goes, relative to the child. Undefined: nowhere. */
  readonly report?: string;
  /** What the child's agents say to a model, by role. Undefined: nobody asks. @throws Error why they cannot be rendered */
  readonly renderPrompts?: () => Promise<Readonly<Record<string, string>>>;
  /** Where issues are opened. Undefined: they wait in `.osorganicai/todo`. */
  readonly issues?: RepositoryAccess;
}

/**
 * Brings a child to what is installed: codemods, managed files, SQL, prompts for its Developer. Planned in memory, then
 * written as one piece of work: killed at any moment, the next call finishes it. A second call changes nothing.
 * @throws UsageError for what is no child, a report outside of it, and while another upgrade is under way; OSOrganicError
 *   `migration_invalid` when a migration fails and not `keepGoing`; nothing is written then
 */
export async function upgradeChild(options: UpgradeOptions): Promise<UpgradeResult> {
  refuseReport(options);
  if (options.dryRun) return dryRun(options);
  const giveUp = claimChild(options.root);
  try {
    return await upgrade(options);
  } finally {
    giveUp();
  }
}

/** Before anything is written, because the report comes last. */
function refuseReport({ root, report }: UpgradeOptions): void {
  try {
    if (report !== undefined) resolveInChild(root, report);
  } catch (error) {
    throw new UsageError(
      `The report cannot be written: ${messageOf(error)} Name a file by its path in the child, such as ${toolPaths.report}.`,
    );
  }
}

async function dryRun(options: UpgradeOptions): Promise<UpgradeResult> {
  const { facts, changes } = await plan(options);
  if (!options.keepGoing) refuseFailures(facts);
  return { ...resultOf(facts), dryRun: true, changed: changes.map(({ path }) => path) };
}

async function upgrade(options: UpgradeOptions): Promise<UpgradeResult> {
  const { root, keepGoing = false } = options;
  const begun = resume(root);
  const { facts, changes } = await plan(options);
  try {
    if (!keepGoing) refuseFailures(facts);
  } catch (error) {
    if (begun) await finish(options, begun);
    throw error;
  }
  const next = begun ? joinResults(begun, facts) : resultOf(facts);
  if (changes.length === 0) return finish(options, next);
  announce(root, { changes, next });
  return finish(options, writeAnnounced(root, { changes, next }));
}

interface Work {
  readonly facts: UpgradeFacts;
  readonly changes: readonly TreeChange[];
}

async function plan({ root, release, now }: UpgradeOptions): Promise<Work> {
  const tree = openTree(root);
  const facts = await planUpgrade(tree, { lock: readLockFile(tree), release, now });
  return { facts, changes: tree.changes() };
}

/** Writes what an earlier call began and did not finish. @returns what has to be told of it */
function resume(root: string): UpgradeResult | undefined {
  const pending = readPending<UpgradeFacts | null>(root);
  if (pending === undefined) return undefined;
  const { changes, next } = pending;
  if (next !== null) return writeAnnounced(root, { changes, next: resultOf(next) });
  // Of eject, adopt or resolve, which have nothing to tell.
  writeChanges(root, changes);
  forgetPending(root);
  return undefined;
}

/** From then on nothing is written again, whoever is killed: what the user takes back stays so. Only the telling is left. */
function writeAnnounced(root: string, { changes, next }: PendingWork<UpgradeResult>): UpgradeResult {
  const overtaken = [...next.overtaken, ...writeChanges(root, changes)];
  const changed = [...new Set([...next.changed, ...changes.map(({ path }) => path)])];
  const result = { ...next, changed, overtaken };
  announce(root, { changes: [], next: result });
  return result;
}

/** Every part can be done again. */
async function finish(options: UpgradeOptions, written: UpgradeResult): Promise<UpgradeResult> {
  const { root, report } = options;
  const prompts = await recordPrompts(options);
  const issues = await openIssues(root, options.issues);
  const result = { ...written, ...prompts, ...issues };
  // A second run has nothing to say and leaves the report of the first.
  if (report !== undefined && (result.changed.length > 0 || prompts.prompts.length > 0))
    writeWhole(root, report, renderReport(result));
  forgetPending(root);
  return result;
}

function resultOf(facts: UpgradeFacts): UpgradeResult {
  return { dryRun: false, changed: [], overtaken: [], prompts: [], issues: {}, ...facts };
}

function refuseFailures({ migrations }: UpgradeFacts): void {
  const failed = migrations.filter(({ status }) => status === "failed");
  if (failed.length === 0) return;
  const reasons = failed.map(({ key, reason }) => `${key}: ${reason}`).join("\n");
  throw new OSOrganicError(
    "migration_invalid",
    `Nothing was written, because this could not be applied:\n${reasons}\nMend what it names, or go on without it: osorganicai upgrade --keep-going`,
  );
}
