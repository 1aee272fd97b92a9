import type { Child } from "../child/open-child.ts";
import type { Forge } from "../forge/start-forge.ts";
import { runJob } from "./run-job.ts";

/** Where the notes of an upgrade are written. */
export interface NotesRun {
  readonly forge: Forge;
  /** `owner/name` */
  readonly repository: string;
  /** Of the pull request. */
  readonly branch: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Runs the child's own job that writes them. @returns all comments of the branch's pull request */
export async function writeNotes(
  child: Child,
  { forge, repository, branch, environment }: NotesRun,
): Promise<readonly string[]> {
  const access = {
    GITHUB_TOKEN: "unused",
    GITHUB_REPOSITORY: repository,
    GITHUB_API_URL: `${forge.url}api/v1`,
  };
  await runJob({ child, job: "notes", environment: { ...environment, ...access, BRANCH: branch } });
  const pull = forge.pullRequests.find((one) => one.repository === repository && one.head === branch);
  return forge.comments.filter(({ issue }) => issue === pull?.number).map(({ body }) => body);
}
