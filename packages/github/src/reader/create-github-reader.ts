import {
  type AuditHead,
  type CheckSuite,
  type GitHub,
  isOSOrganicError,
  OSOrganicError,
} from "@osorganicai/core";
import { type Access, readAccess } from "../access/read-access.ts";
import { connect, type GitHubCredentials } from "../connect.ts";
import { parseAuditAnchor } from "../effects/audit-anchor.ts";
import { createPullRequestReads } from "../reads/pull-requests.ts";
import { createRepositoryReads } from "../reads/repositories.ts";
import { type ListedRepository, listRepositories } from "./list-repositories.ts";

/** What the reader needs. */
export interface GitHubReaderOptions {
  readonly credentials: GitHubCredentials;
  /** @default "https://api.github.com" */
  readonly baseUrl?: string;
  /** Longest wait for one request. @default 30_000 */
  readonly timeoutMs?: number;
}

/** GitHub for whoever only looks: no method writes, and no ledger is needed. */
export interface GitHubReader extends Pick<GitHub, "fileContent"> {
  /** What the credentials are good for, in general and on a repository. */
  access(repository: string | undefined): Promise<Access>;
  /** Every repository of an account. @throws OSOrganicError `github_not_found` */
  repositories(owner: string): Promise<readonly ListedRepository[]>;
  /** Git's hash of every file of a branch or commit, by path; undefined when the repository is empty. @throws OSOrganicError `github_conflict` for too many files */
  files(repository: string, ref: string): Promise<ReadonlyMap<string, string> | undefined>;
  /** When a file of a branch last changed; undefined when it never did. */
  changedAt(repository: string, ref: string, path: string): Promise<Date | undefined>;
  /** Check suites of a branch's or commit's head. */
  checkSuites(repository: string, ref: string): Promise<readonly CheckSuite[]>;
  /** Where the audit trail stood when we opened a pull request; undefined when its body does not say. */
  auditAnchor(repository: string, pullRequestNumber: number): Promise<AuditHead | undefined>;
}

/** Nothing is sent before the first call. */
export function createGitHubReader({
  credentials,
  baseUrl = "https://api.github.com",
  timeoutMs = 30_000,
}: GitHubReaderOptions): GitHubReader {
  const connection = connect({ credentials, baseUrl, timeoutMs });
  return {
    access: (repository) => readAccess(connection, repository),
    repositories: (owner) => listRepositories(connection, owner),
    fileContent: createRepositoryReads(connection).fileContent,
    checkSuites: createPullRequestReads(connection).checkSuites,
    files: (repository, ref) =>
      unlessEmpty(() =>
        connection.call(repository, async (octokit, name) => {
          const { data } = await octokit.git.getTree({ ...name, tree_sha: ref, recursive: "1" });
          // What is missing of such a list would look deleted.
          if (data.truncated)
            throw new OSOrganicError(
              "github_conflict",
              `GitHub does not list all files of ${repository} at once: it has too many.`,
            );
          const files = data.tree.filter(({ type }) => type === "blob");
          return new Map(files.map(({ path, sha }) => [path, sha]));
        }),
      ),
    auditAnchor: (repository, pullRequestNumber) =>
      connection.call(repository, async (octokit, name) => {
        const { data } = await octokit.pulls.get({ ...name, pull_number: pullRequestNumber });
        return parseAuditAnchor(data.body ?? "");
      }),
    changedAt: (repository, ref, path) =>
      connection.call(repository, async (octokit, name) => {
        const { data } = await octokit.repos.listCommits({ ...name, sha: ref, path, per_page: 1 });
        const date = data[0]?.commit.committer?.date;
        return date === undefined ? undefined : new Date(date);
      }),
  };
}

/** 404: there is no such branch. 409: the repository is empty. */
async function unlessEmpty<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    const status = isOSOrganicError(error) ? error.details["status"] : undefined;
    if (status === 404 || status === 409) return undefined;
    throw error;
  }
}
