import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A git repository in a folder of its own, removed when the test ends. */
export interface TestRepository {
  readonly folder: string;
  readonly gitDir: string;
  git(...args: string[]): string;
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
  /** Everything as it lies there. @returns the commit's id */
  commit(message: string): string;
}

/** An empty folder, or a repository with one commit of these files. */
export function createRepository(files: Readonly<Record<string, string | Uint8Array>> = {}): TestRepository {
  const folder = mkdtempSync(join(tmpdir(), "code-context-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const identity = {
    GIT_AUTHOR_NAME: "a",
    GIT_AUTHOR_EMAIL: "a@b.c",
    GIT_COMMITTER_NAME: "a",
    GIT_COMMITTER_EMAIL: "a@b.c",
  };
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "init.defaultBranch=main", ...args], {
      cwd: folder,
      env: { PATH: process.env["PATH"], GIT_CONFIG_GLOBAL: "/dev/null", ...identity },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  git("init");
  const repository: TestRepository = {
    folder,
    gitDir: join(folder, ".git"),
    git,
    write(written) {
      for (const [path, content] of Object.entries(written)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
    },
    commit(message) {
      git("add", "--all");
      git("commit", "--allow-empty", "-m", message);
      return git("rev-parse", "HEAD");
    },
  };
  repository.write(files);
  if (Object.keys(files).length > 0) repository.commit("First");
  return repository;
}
