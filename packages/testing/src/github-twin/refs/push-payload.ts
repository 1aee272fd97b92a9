import { accountIdentity } from "../git/identities.ts";
import { type ChangedPaths, listChangedPaths } from "../git/list-changed-paths.ts";
import { listCommits } from "../git/list-commits.ts";
import { type Commit, readCommit } from "../git/read-commit.ts";
import { isAncestor, noCommit } from "../git/refs.ts";
import type { JsonObject } from "../json.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import type { AnnouncedChange } from "./announced-change.ts";

/** https://docs.github.com/webhooks/webhook-events-and-payloads#push lists at most this many commits. */
const MAX_COMMITS = 2048;

/** The payload of `push`: what the ref has gained, oldest first. */
export async function pushPayload(
  twin: Twin,
  repository: TwinRepository,
  { ref, before, after, sender }: AnnouncedChange,
): Promise<JsonObject> {
  const { git } = repository;
  const page = `${twin.url}/${repository.fullName}`;
  const [gained, head, forward] = await Promise.all([
    listGained(repository, { ref, before, after }),
    after === undefined ? undefined : readCommit(git, after),
    before === undefined || after === undefined || isAncestor(git, before, after),
  ]);
  const changed = await listChangedPaths(git, [...gained.map(({ sha }) => sha), ...(head ? [head.sha] : [])]);
  const { name, email } = accountIdentity(sender);
  return {
    ref,
    before: before ?? noCommit,
    after: after ?? noCommit,
    created: before === undefined,
    deleted: after === undefined,
    forced: !forward,
    base_ref: null,
    compare: `${page}/compare/${before ?? noCommit}...${after ?? noCommit}`,
    commits: gained.map((commit) => pushedCommit(page, commit, changed(commit.sha))),
    head_commit: head ? pushedCommit(page, head, changed(head.sha)) : null,
    pusher: { name, email },
  };
}

/** Commits that no other branch had already. */
async function listGained(
  { git }: TwinRepository,
  { ref, before, after }: Pick<AnnouncedChange, "ref" | "before" | "after">,
): Promise<readonly Commit[]> {
  if (after === undefined) return [];
  const others = ["--not", `--exclude=${ref.replace("refs/heads/", "")}`, "--branches"];
  const order = [`--max-count=${MAX_COMMITS}`, "--reverse", "--topo-order"];
  return listCommits(git, [...order, after, ...others, ...(before === undefined ? [] : [before])]);
}

function pushedCommit(page: string, commit: Commit, changed: ChangedPaths): JsonObject {
  const { sha, tree, message, author, committer } = commit;
  return {
    id: sha,
    tree_id: tree,
    distinct: true,
    message,
    timestamp: committer.date,
    url: `${page}/commit/${sha}`,
    author: { name: author.name, email: author.email },
    committer: { name: committer.name, email: committer.email },
    ...changed,
  };
}
