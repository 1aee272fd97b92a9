import { isOSOrganicError, messageOf } from "@osorganicai/core";
import type { GitHubReader, ListedRepository } from "@osorganicai/github";
import { toolPaths } from "../../upgrade/tool-paths.ts";
import type { ChildRow } from "../fleet-report.ts";
import { mapInParallel } from "../map-in-parallel.ts";
import { readChild } from "../read-child.ts";
import { createGitHubSource } from "./github-source.ts";

/** GitHub asks for few requests at once. https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api */
const AT_ONCE = 6;
/** Longer waits are not worth it: what is there is shown, and what is not is said. */
const MAX_WAIT_MS = 60_000;

/** What an account's repositories turned out to be. */
export interface FoundRows {
  readonly children: readonly ChildRow[];
  readonly incomplete: readonly string[];
}

/** What reading needs of the world. */
export interface GitHubFleetOptions {
  readonly owner: string;
  readonly current: string;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/**
 * Every repository of an account whose default branch has a lock. Waits for a rate limit once when that is short, and
 * otherwise says which repositories were not looked at.
 * @throws OSOrganicError `github_not_found`, `github_forbidden`, `github_unavailable`
 */
export async function readGitHubFleet(
  reader: GitHubReader,
  { owner, current, wait }: GitHubFleetOptions,
): Promise<FoundRows> {
  const repositories = (await reader.repositories(owner)).filter(({ archived }) => !archived);
  const incomplete: string[] = [];
  let limited = 0;
  const rows = await mapInParallel(repositories, AT_ONCE, async (listed) => {
    if (limited > 0) {
      limited += 1;
      return undefined;
    }
    try {
      return await patiently(() => readRepository(reader, listed, current), wait);
    } catch (error) {
      if (isOSOrganicError(error) && error.code === "github_rate_limited") limited += 1;
      else incomplete.push(`${listed.repository} was not read: ${messageOf(error)}`);
      return undefined;
    }
  });
  if (limited > 0)
    incomplete.push(
      `${limited} of ${repositories.length} repositories were not looked at: GitHub's rate limit is used up. Try again in an hour.`,
    );
  return { children: rows.filter((row) => row !== undefined), incomplete };
}

/** undefined: it is no child. */
async function readRepository(
  reader: GitHubReader,
  listed: ListedRepository,
  current: string,
): Promise<ChildRow | undefined> {
  const files = await reader.files(listed.repository, listed.defaultBranch);
  if (!files?.has(toolPaths.lock)) return undefined;
  return readChild(createGitHubSource(reader, listed, files), current);
}

async function patiently<T>(
  work: () => Promise<T>,
  wait: (milliseconds: number) => Promise<void>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const waitMs =
      isOSOrganicError(error) && error.code === "github_rate_limited" ? error.retryAfterMs : undefined;
    if (waitMs === undefined || waitMs > MAX_WAIT_MS) throw error;
    await wait(waitMs);
    return work();
  }
}
