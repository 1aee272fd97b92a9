import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** An empty folder that goes with the test. */
export async function makeFolder(name = "run test-"): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), name)));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Files by path. */
export type Files = Readonly<Record<string, string>>;

/** Writes files below a folder. */
export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** A git repository with one commit on `main`, by Ada. @param folder a path where nothing is yet */
export async function makeRepository(files: Files, folder?: string): Promise<string> {
  const path = folder ?? join(await makeFolder(), "shop");
  await mkdir(path, { recursive: true });
  await writeFiles(path, files);
  git(path, "init", "--quiet", "--initial-branch=main");
  git(path, "config", "user.name", "Ada");
  git(path, "config", "user.email", "ada@example.com");
  git(path, "add", "--all");
  git(path, "commit", "--quiet", "--message=Begin");
  return path;
}

/** What git prints, in a repository. */
export function git(folder: string, ...args: readonly string[]): string {
  return execFileSync("git", ["-C", folder, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  }).trim();
}
