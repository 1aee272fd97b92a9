import { diffCommits, type FileDiff } from "../git/diff-commits.ts";
import { accountIdentity } from "../git/identities.ts";
import { listCommits } from "../git/list-commits.ts";
import { type Commit, readCommit } from "../git/read-commit.ts";
import { emptyTree, isAncestor, listRefs, noCommit } from "../git/refs.ts";
import type { JsonObject } from "../json.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import type { AnnouncedChange } from "./announced-change.ts";

/** https://docs.github.com/webhooks/webhook-events-and-payloads#push lists at most this many commits. */
const MAX_COMMITS = 2048;

/** The payload of `push`: what the ref has gained, oldest first. */
export async function pushPayload(
  twin: Twin,
  repository: TwinRepository,
  change: AnnouncedChange,
): Promise<JsonObject> {
  const { ref, before, after, sender } = change;
  const page = `${twin.url}/${repository.fullName}`;
  const gained = after === undefined ? [] : await gainedCommits(repository, change, after);
  const commits = await Promise.all(gained.map((commit) => describe(repository, page, commit)));
  const head = after === undefined ? undefined : await readCommit(repository.git, after);
  const forced =
    before !== undefined && after !== undefined && !(await isAncestor(repository.git, before, after));
  const { name, email } = accountIdentity(sender);
  return {
    ref,
    before: before ?? noCommit,
    after: after ?? noCommit,
    created: before === undefined,
    deleted: after === undefined,
    forced,
    base_ref: null,
    compare: `${page}/compare/${before ?? noCommit}...${after ?? noCommit}`,
    commits,
    head_commit: head ? await describe(repository, page, head) : null,
    pusher: { name, email },
  };
}

/** Commits that no other branch had already. */
async function gainedCommits(
  { git }: TwinRepository,
  { ref, before }: AnnouncedChange,
  after: string,
): Promise<readonly Commit[]> {
  const others = [...(await listRefs(git, "refs/heads/"))]
    .filter(([name]) => name !== ref)
    .map(([, sha]) => sha);
  const had = [...(before === undefined ? [] : [before]), ...others];
  return listCommits(git, [
    `--max-count=${MAX_COMMITS}`,
    "--reverse",
    "--topo-order",
    after,
    "--not",
    ...had,
  ]);
}

async function describe({ git }: TwinRepository, page: string, commit: Commit): Promise<JsonObject> {
  const { sha, tree, message, author, committer, parents } = commit;
  const files = await diffCommits(git, parents[0] ?? emptyTree, sha);
  const paths = (...statuses: readonly FileDiff["status"][]) =>
    files.filter(({ status }) => statuses.includes(status)).map(({ path }) => path);
  return {
    id: sha,
    tree_id: tree,
    distinct: true,
    message,
    timestamp: committer.date,
    url: `${page}/commit/${sha}`,
    author: { name: author.name, email: author.email },
    committer: { name: committer.name, email: committer.email },
    added: paths("added", "renamed"),
    removed: [...paths("removed"), ...files.flatMap(({ previousPath }) => previousPath ?? [])],
    modified: paths("modified", "changed"),
  };
}
