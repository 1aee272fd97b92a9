import type { JournalEntry } from "@osorganicai/testing";
import { type ReportedAction, readActions } from "./read-report.ts";
import type { Flow } from "./start-flow.ts";

/** What had happened when the pull request was merged: the order of things, not only that they happened. */
export interface BeforeMerge {
  /** GitHub had been told that a preview of the head runs. */
  readonly previewDeployed: boolean;
  /** The child had asked that preview how it is, and it was healthy. */
  readonly previewChecked: boolean;
}

/** Reads the order from GitHub's own journal and from the child's audit trail. Nothing was before a merge that never was. */
export async function readBeforeMerge({ twin, child }: Flow, headSha: string): Promise<BeforeMerge> {
  return {
    previewDeployed: comesBefore(await twin.journal(), isPreviewOf(headSha), isMerge),
    previewChecked: comesBefore(await readActions(child.url, 0), isHealthyCheckOf(headSha), isMergedAction),
  };
}

/** Pure: whether something happened, and then the other thing, which happened for the first time. */
export function comesBefore<T>(
  inOrder: readonly T[],
  first: (entry: T) => boolean,
  then: (entry: T) => boolean,
): boolean {
  const end = inOrder.findIndex(then);
  return inOrder.slice(0, Math.max(end, 0)).some(first);
}

const isPreviewOf = (headSha: string) => (entry: JournalEntry) =>
  entry.kind === "deployment" &&
  entry.sha === headSha &&
  entry.environment === "Preview" &&
  entry.state === "success";

const isMerge = (entry: JournalEntry) =>
  entry.kind === "request" && entry.operation === "pulls/merge" && entry.status === 200;

const isHealthyCheckOf =
  (headSha: string) =>
  ({ agentType, actionType, payload }: ReportedAction) =>
    agentType === "ci" &&
    actionType === "preview_checked" &&
    payload["commit"] === headSha &&
    payload["verdict"] === "healthy";

const isMergedAction = ({ agentType, actionType }: ReportedAction) =>
  agentType === "ci" && actionType === "merged";
