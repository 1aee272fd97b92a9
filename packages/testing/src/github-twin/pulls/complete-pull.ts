import type { PullJson } from "../json.ts";
import type { PullRecord, TwinRepository } from "../twin.ts";
import { readPullFacts } from "./read-pull-facts.ts";

/** Puts what git knows into the emulator's record of a pull request. */
export async function completePull(repository: TwinRepository, pull: PullJson): Promise<PullJson> {
  const record = repository.pulls.get(pull.number);
  if (!record) return pull;
  const { mergeTestSha, ...sizes } = await readPullFacts(repository, record);
  const open = record.state === "open";
  const mergeable = open ? mergeTestSha !== undefined : null;
  return {
    ...placePull(pull, record),
    ...sizes,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: mergeableState(pull, mergeable),
    // Before merging it is the commit of a test merge, as on GitHub: whoever takes it for the merge is wrong.
    merge_commit_sha: open ? (mergeTestSha ?? null) : (record.mergeSha ?? null),
  };
}

/** A pull request as it stands in a list: with real commits, without what takes git a while. */
export function listedPull(repository: TwinRepository, pull: PullJson): PullJson {
  const record = repository.pulls.get(pull.number);
  const entries = Object.entries(record ? placePull(pull, record) : pull);
  return Object.fromEntries(entries.filter(([field]) => !detailFields.includes(field))) as PullJson;
}

/** What GitHub tells only of a single pull request. */
const detailFields: readonly string[] = [
  "merged",
  "mergeable",
  "rebaseable",
  "mergeable_state",
  "merged_by",
  "comments",
  "review_comments",
  "maintainer_can_modify",
  "commits",
  "additions",
  "deletions",
  "changed_files",
];

function placePull(pull: PullJson, { headSha, baseSha, mergeSha }: PullRecord): PullJson {
  return {
    ...pull,
    head: { ...pull.head, sha: headSha },
    base: { ...pull.base, sha: baseSha },
    merge_commit_sha: mergeSha ?? null,
    statuses_url: String(pull["statuses_url"]).replace(/[^/]+$/, headSha),
  };
}

function mergeableState({ draft }: PullJson, mergeable: boolean | null): string {
  if (mergeable === null) return "unknown";
  if (!mergeable) return "dirty";
  return draft ? "draft" : "clean";
}
