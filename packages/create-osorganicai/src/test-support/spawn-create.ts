import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** How the command ended. */
export interface CreateEnd {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder for as long as its test. */
export function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "create-osorganicai-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A person with a name, and nothing else of whoever runs the tests. */
export const person: Readonly<Record<string, string>> = {
  PATH: process.env["PATH"] ?? "",
  HOME: "/nowhere",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "Ann",
  GIT_AUTHOR_EMAIL: "ann@example.com",
  GIT_COMMITTER_NAME: "Ann",
  GIT_COMMITTER_EMAIL: "ann@example.com",
};

/** Starts `create-osorganicai` as a package manager does, without a terminal. */
export function startCreate(folder: string, argv: readonly string[], environment = person) {
  const bin = join(import.meta.dirname, "..", "bin.ts");
  const child = spawn(process.execPath, [bin, ...argv], {
    cwd: folder,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended: Promise<CreateEnd> = Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]).then(([stdout, stderr]) => ({ exitCode: child.exitCode, stdout, stderr }));
  return { process: child, ended };
}

/** Runs it to its end. */
export const runCreateIn = (
  folder: string,
  argv: readonly string[],
  environment = person,
): Promise<CreateEnd> => startCreate(folder, argv, environment).ended;
