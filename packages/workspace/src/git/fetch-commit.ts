import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, OSOrganicError } from "@osorganicai/core";
import { configurationCount, configurationVariables, createGit, type Git } from "./run-git.ts";

/** Where a repository is cloned from. */
export interface RepositoryAccess {
  /** https, http or file. */
  readonly url: string;
  /** Value of the HTTP header `Authorization`. Reaches git through its environment only. */
  readonly authorization?: string;
}

/** Which commit to fetch into which folder. */
export interface CommitFetch {
  /** `owner/name`, for messages. */
  readonly repository: string;
  readonly commit: string;
  readonly access: RepositoryAccess;
  /** A path where nothing is yet, or a repository that has earlier commits. */
  readonly gitFolder: string;
  /** @default 600_000 */
  readonly timeoutMs?: number;
}

/** No attribute of the repository may convert a byte or choose a program: content is what its object holds. */
const rawAttributes = "* -text !eol -filter -ident !working-tree-encoding\n";

/**
 * Makes a bare repository that holds one commit and nothing of its history.
 * @throws OSOrganicError `repository_unavailable`, or `repository_empty` when it has no commit at all
 */
export async function fetchCommit({
  repository,
  commit,
  access,
  gitFolder,
  timeoutMs = 600_000,
}: CommitFetch): Promise<Git> {
  if (!/^[0-9a-f]{40}$/.test(commit))
    throw unavailable(`"${commit}" is not the id of a commit: 40 hexadecimal digits are.`);
  const git = createGit(gitFolder);
  await git(["init", "--quiet", "--bare", "--template=", "--object-format=sha1", gitFolder]);
  await mkdir(join(gitFolder, "info"), { recursive: true });
  await writeFile(join(gitFolder, "info", "attributes"), rawAttributes);
  const environment = authorize(access);
  const options = ["--quiet", "--depth=1", "--no-tags", "--no-write-fetch-head"];
  try {
    await git(["fetch", ...options, "--", access.url, commit], { environment, timeoutMs });
    await git(["rev-parse", "--quiet", "--verify", `${commit}^{commit}`]);
  } catch (error) {
    throw await explain(git, { repository, commit, access }, error);
  }
  return git;
}

/** Variables for git that open a repository. @param more other configuration of the same call */
export function authorize(
  { authorization }: Pick<RepositoryAccess, "authorization">,
  more: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const header = authorization && { "http.extraHeader": `Authorization: ${authorization}` };
  return configurationVariables({ ...header, ...more }, configurationCount);
}

/** Asks what there is to fetch, because a failed fetch looks alike for a wrong address and a wrong commit. */
async function explain(
  git: Git,
  { repository, commit, access }: Omit<CommitFetch, "gitFolder">,
  error: unknown,
): Promise<OSOrganicError> {
  let refs: Buffer;
  try {
    refs = await git(["ls-remote", "--quiet", "--", access.url], { environment: authorize(access) });
  } catch (cause) {
    const reason = withoutSecrets(messageOf(cause), access);
    return unavailable(`The repository ${repository} cannot be reached or read: ${reason}`);
  }
  if (refs.length === 0)
    return new OSOrganicError(
      "repository_empty",
      `The repository ${repository} is empty. Push a first commit to it.`,
    );
  const reason = withoutSecrets(messageOf(error), access);
  return unavailable(`The repository ${repository} has no commit ${commit} to fetch: ${reason}`);
}

function withoutSecrets(message: string, { authorization }: RepositoryAccess): string {
  const [, credentials = authorization] = authorization?.split(/\s+/) ?? [];
  const masked = message.replaceAll(/(?<=\/\/)[^\s/@]+@/g, "");
  return credentials ? masked.replaceAll(credentials, "[redacted]") : masked;
}

function unavailable(message: string): OSOrganicError {
  return new OSOrganicError("repository_unavailable", message);
}
