import { mkdir } from "node:fs/promises";
import { runGit } from "../repository/run-git.ts";
import type { MadeFile, Material } from "./material.ts";

/** The repository as it was, and after a push. */
export interface ComposedRepository {
  readonly gitDir: string;
  readonly commit: string;
  readonly pushed: string;
}

const FILES_A_COMMIT = 5;
const PUSHED_FILES = 20;

/** Writes a bare repository: a commit for every few of the files, and one more in which some of them were changed. */
export async function composeRepository(
  gitDir: string,
  { files, messages }: Material,
): Promise<ComposedRepository> {
  await mkdir(gitDir, { recursive: true });
  await runGit(gitDir, ["init", "--quiet", "--bare", "--initial-branch=main"]);
  const commits: Buffer[] = [];
  for (let start = 0; start < files.length; start += FILES_A_COMMIT) {
    const message = messages[commits.length % messages.length] ?? "";
    commits.push(describeCommit(message, files.slice(start, start + FILES_A_COMMIT), commits.length));
  }
  const apart = Math.max(1, Math.floor(files.length / PUSHED_FILES));
  const changed = files.filter((_, index) => index % apart === 0).slice(0, PUSHED_FILES);
  commits.push(describeCommit("A push", changed.map(change), commits.length));
  await runGit(gitDir, ["fast-import", "--quiet", "--date-format=raw"], Buffer.concat(commits));
  const [pushed = "", commit = ""] = (await runGit(gitDir, ["rev-list", "--max-count=2", "main"]))
    .toString("latin1")
    .trim()
    .split("\n");
  return { gitDir, commit, pushed };
}

/** The middle of a file goes, and something new comes. */
function change({ path, text }: MadeFile): MadeFile {
  const lines = text.split("\n");
  return {
    path,
    text: [...lines.slice(0, lines.length / 2), "pushed", ...lines.slice(lines.length / 2 + 2)].join("\n"),
  };
}

/** @see https://git-scm.com/docs/git-fast-import */
function describeCommit(message: string, files: readonly MadeFile[], number: number): Buffer {
  const header = `commit refs/heads/main\ncommitter bench <bench@example.com> ${1_500_000_000 + number * 3600} +0000\n`;
  const changes = files.flatMap(({ path, text }) => [
    Buffer.from(`M 100644 inline ${path}\n`),
    describeData(text),
  ]);
  return Buffer.concat([Buffer.from(header), describeData(message), ...changes, Buffer.from("\n")]);
}

function describeData(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from("\n")]);
}
