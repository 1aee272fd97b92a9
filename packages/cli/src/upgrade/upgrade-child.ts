import { OSOrganicError } from "@osorganicai/core";
import { planUpgrade } from "./plan-upgrade.ts";
import { type IssueAccess, openIssues } from "./prompts/open-issues.ts";
import { readLockFile } from "./read-lock-file.ts";
import type { Release } from "./release.ts";
import { recordPrompts } from "./report/record-prompts.ts";
import { renderReport } from "./report/render-report.ts";
import type { TreeChange } from "./tree/child-tree.ts";
import { announce, forgetPending, readPending, writeChanges, writeWhole } from "./tree/commit-changes.ts";
import { openTree } from "./tree/open-tree.ts";
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
  readonly issues?: IssueAccess;
}

/**
 * Brings a child to what is installed: codemods, managed files, SQL, prompts for its Developer. Planned in memory, then
 * written as one piece of work: killed at any moment, the next call finishes it. A second call changes nothing.
 * @throws UsageError for what is no child; OSOrganicError `migration_invalid` when a migration fails and not `keepGoing`;
 *   nothing is written then
 */
export async function upgradeChild(options: UpgradeOptions): Promise<UpgradeResult> {
  const { root, release, now, dryRun = false, keepGoing = false } = options;
  const resumed = dryRun ? undefined : await resume(options);
  const tree = openTree(root);
  const lock = readLockFile(tree);
  const facts = await planUpgrade(tree, { lock, release, now });
  const changes = tree.changes();
  if (!keepGoing) refuseFailures(facts);
  if (dryRun) return { ...untouched(facts), dryRun, changed: changes.map(({ path }) => path) };
  if (resumed && changes.length === 0) return resumed;
  return write(options, { facts, changes });
}

interface Work {
  readonly facts: UpgradeFacts;
  readonly changes: readonly TreeChange[];
}

async function write(options: UpgradeOptions, { facts, changes }: Work): Promise<UpgradeResult> {
  if (changes.length > 0) announce(options.root, { changes, next: facts });
  return finish(options, { facts, changes });
}

/** What an earlier call began and did not finish. */
async function resume(options: UpgradeOptions): Promise<UpgradeResult | undefined> {
  const pending = readPending<UpgradeFacts | null>(options.root);
  if (pending === undefined) return undefined;
  if (pending.next !== null) return finish(options, { facts: pending.next, changes: pending.changes });
  // Of eject, adopt or resolve, which have nothing to tell.
  writeChanges(options.root, pending.changes);
  forgetPending(options.root);
  return undefined;
}

/** Every part can be done again. */
async function finish(options: UpgradeOptions, { facts, changes }: Work): Promise<UpgradeResult> {
  const { root, report } = options;
  const overtaken = writeChanges(root, changes);
  const prompts = await recordPrompts(options);
  const issues = await openIssues(root, options.issues);
  const changed = changes.map(({ path }) => path);
  const result = { ...untouched(facts), changed, overtaken, ...prompts, ...issues };
  // A second run has nothing to say and leaves the report of the first.
  if (report !== undefined && (changed.length > 0 || prompts.prompts.length > 0))
    writeWhole(root, report, renderReport(result));
  forgetPending(root);
  return result;
}

function untouched(facts: UpgradeFacts): UpgradeResult {
  return { ...facts, dryRun: false, changed: [], overtaken: [], prompts: [], issues: {} };
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
