import { authorize, type CommitFetch } from "../git/fetch-commit.ts";
import { createGit } from "../git/run-git.ts";

/** Enough to know what was changed together; more of a large repository would take minutes. */
const MAX_COMMITS = 2000;
/** Files are found without it. */
const TIMEOUT_MS = 60_000;

/**
 * Fetches what led to a commit: commits and names, not the contents of old files. A server that cannot leave them out
 * sends them as well.
 */
export async function fetchHistory({ commit, access, gitFolder }: CommitFetch): Promise<void> {
  const git = createGit(gitFolder);
  await git(["init", "--quiet", "--bare", "--template=", "--object-format=sha1", gitFolder]);
  const options = ["--quiet", "--no-tags", "--no-write-fetch-head", "--filter=blob:none"];
  // By a name, because git writes down where the rest could be had, and an address may hold a password.
  const environment = authorize(access, { "remote.origin.url": access.url });
  await git(["fetch", ...options, `--depth=${MAX_COMMITS}`, "origin", `${commit}:${keptRef(commit)}`], {
    environment,
    timeoutMs: TIMEOUT_MS,
  });
}

/** What the next fetch tells the server that it need not send. */
export function keptRef(commit: string): string {
  return `refs/kept/${commit}`;
}
