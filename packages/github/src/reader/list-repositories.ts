import { isOSOrganicError, OSOrganicError } from "@osorganicai/core";
import type { Connection } from "../connect.ts";

/** A repository in a list. */
export interface ListedRepository {
  /** `owner/name`. */
  readonly repository: string;
  readonly defaultBranch: string;
  readonly archived: boolean;
  /** The page for people. */
  readonly url: string;
}

/**
 * Every repository of a person or an organization that the credentials may see, on as many pages as there are.
 * @throws OSOrganicError `github_not_found` when nobody has this name
 */
export async function listRepositories(
  connection: Connection,
  owner: string,
): Promise<readonly ListedRepository[]> {
  try {
    return await connection.call(`${owner}/`, async (octokit) => {
      const { data: account } = await octokit.users.getByUsername({ username: owner });
      const { data: self } = await octokit.users.getAuthenticated().catch(() => ({ data: { login: "" } }));
      const listed =
        account.type === "Organization"
          ? await octokit.paginate(octokit.repos.listForOrg, { org: owner, per_page: 100 })
          : self.login.toLowerCase() === owner.toLowerCase()
            ? // The only list with one's own private repositories.
              await octokit.paginate(octokit.repos.listForAuthenticatedUser, {
                affiliation: "owner",
                per_page: 100,
              })
            : await octokit.paginate(octokit.repos.listForUser, { username: owner, per_page: 100 });
      return listed.map((found) => ({
        repository: found.full_name,
        defaultBranch: found.default_branch ?? "main",
        archived: found.archived === true,
        url: found.html_url,
      }));
    });
  } catch (error) {
    if (isOSOrganicError(error) && error.code === "github_not_found")
      throw new OSOrganicError(
        "github_not_found",
        `Nobody on GitHub is called ${owner}. Check the name's spelling.`,
        {
          cause: error,
        },
      );
    throw error;
  }
}
