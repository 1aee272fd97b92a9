import type { ReportedAction } from "../flow/read-report.ts";
import { plural } from "./words.ts";

/** One line of the story, for a person. */
export interface Line {
  /** Which of the nine steps it belongs to. */
  readonly step: number;
  readonly text: string;
}

/**
 * What an action of an agent means, or undefined when nobody wants to read it.
 * @param stored whether the delivery that caused it was seen in the database, and its 202 at GitHub
 */
export function narrate(
  { agentType, actionType, payload }: ReportedAction,
  stored: boolean,
): Line | undefined {
  return sentences[`${agentType}.${actionType}`]?.(payload, stored);
}

type Sentence = (payload: ReportedAction["payload"], stored: boolean) => Line;

const sentences: Readonly<Record<string, Sentence>> = {
  "product_owner.started": ({ event, action }, stored) => ({
    step: 3,
    text: stored
      ? `The intake stored ${event}.${action} and answered 202; the Product Owner reads.`
      : `The Product Owner reads ${event}.${action}.`,
  }),
  "product_owner.analyzed": ({ needs_clarification: asks }) => ({
    step: 4,
    text: asks ? "The Product Owner asks." : "The Product Owner has understood.",
  }),
  "developer.started": () => ({
    step: 5,
    text: "The Developer clones the repository and finds the code that is concerned.",
  }),
  "developer.proved": ({ turns }) => ({
    step: 5,
    text: `Proved after ${plural(Number(turns), "model answer")}: the new tests fail on the base commit and pass on the change.`,
  }),
  "developer.proposed": ({ pullRequest, files }) => ({
    step: 5,
    text: `Draft pull request #${pullRequest} with ${plural(Array.isArray(files) ? files.length : 0, "file")}.`,
  }),
  "ci.checks_read": ({ verdict }) => ({ step: 6, text: `CI is ${verdict}.` }),
  "ci.preview_checked": ({ verdict, previews }) => ({ step: 7, text: narratePreview(verdict, previews) }),
  "ci.merged": ({ pullRequest, commit }) => ({
    step: 7,
    text: `Ready for review, and merged: #${pullRequest} as ${String(commit).slice(0, 7)}.`,
  }),
  "deployment.production_deployed": ({ url, detail }) => ({
    step: 8,
    text: `Production at ${url} (${detail}).`,
  }),
};

/** Before anything is merged the preview is looked at, and what is not healthy is waited for. */
function narratePreview(verdict: unknown, previews: unknown): string {
  const [preview] = (Array.isArray(previews) ? previews : []) as readonly { url?: string; detail?: string }[];
  return verdict === "healthy"
    ? `Before merging: the preview at ${preview?.url} is healthy (${preview?.detail}).`
    : `CI is green, but the preview is ${verdict}: nothing is merged.`;
}
