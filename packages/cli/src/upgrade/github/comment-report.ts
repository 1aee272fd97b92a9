import { toolPaths } from "../tool-paths.ts";
import { openTree } from "../tree/open-tree.ts";
import { askRepository, askWhoWeAre, listAll, type RepositoryAccess } from "./ask-repository.ts";

/** Stands first in the comment: by it the comment is found again, and agents know it as none of a person's. */
const mark = "<!-- osorganicai:upgrade -->";

/** GitHub takes 65,536 characters. */
const MAX_CHARACTERS = 60_000;

/**
 * Writes the report of an upgrade into the pull request of its branch, in one comment that is kept up to date. Not into the
 * pull request's own text, which Renovate writes anew.
 * @returns what was done, in one sentence
 * @throws Error when GitHub does not answer, or the token may not
 */
export async function commentReport(
  root: string,
  { access, branch }: { readonly access: RepositoryAccess; readonly branch: string },
): Promise<string> {
  const report = openTree(root).read(toolPaths.report);
  if (report === undefined) return `There is no ${toolPaths.report}.`;
  const number = await findPullRequest(access, branch);
  if (number === undefined) return `${branch} has no open pull request.`;
  if (!(await brings(access, number, toolPaths.report)))
    return `#${number} brings no new ${toolPaths.report}: the one that is there is of an earlier upgrade.`;
  const body = renderComment(report);
  const known = await findOurs(access, number);
  if (known?.body === body) return `#${number} says it already.`;
  const [path, method] =
    known === undefined ? [`issues/${number}/comments`, "POST"] : [`issues/comments/${known.id}`, "PATCH"];
  await askRepository(access, path, { method, body: JSON.stringify({ body }) });
  return `#${number} says what the upgrade did.`;
}

interface PullRequest {
  readonly number: number;
  readonly head: { readonly ref: string; readonly repo: { readonly full_name: string } | null };
}

/** A branch of the repository's own: a fork's may be called the same. */
async function findPullRequest(access: RepositoryAccess, branch: string): Promise<number | undefined> {
  const head = encodeURIComponent(`${access.repository.split("/")[0]}:${branch}`);
  const pulls = await listAll<PullRequest>(access, `pulls?state=open&head=${head}`);
  return pulls.find(({ head: { ref, repo } }) => ref === branch && repo?.full_name === access.repository)
    ?.number;
}

async function brings(access: RepositoryAccess, number: number, path: string): Promise<boolean> {
  const files = await listAll<{ readonly filename: string }>(access, `pulls/${number}/files`);
  return files.some(({ filename }) => filename === path);
}

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly id: number; readonly type?: string } | null;
}

/** Whoever writes a comment could change it again after we have filled it. */
async function findOurs(access: RepositoryAccess, number: number): Promise<Comment | undefined> {
  const marked = (await listAll<Comment>(access, `issues/${number}/comments`)).filter(({ body }) =>
    body.startsWith(mark),
  );
  if (marked.length === 0) return undefined;
  const self = await askWhoWeAre(access);
  return marked.find(({ user }) => (self === undefined ? user?.type === "Bot" : user?.id === self));
}

function renderComment(report: string): string {
  if (report.length <= MAX_CHARACTERS) return `${mark}\n${report}`;
  const cut = report.slice(0, report.lastIndexOf("\n", MAX_CHARACTERS));
  return `${mark}\nThe end is cut off here. All of it stands in \`${toolPaths.report}\`.\n\n${cut}\n`;
}
