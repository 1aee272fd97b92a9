import { spawn } from "node:child_process";
import { gitEnvironment } from "./run-git.ts";

/** An object as git stores it. */
export interface GitObject {
  readonly sha: string;
  readonly type: "blob" | "tree" | "commit" | "tag";
  readonly content: Buffer;
}

/** Reads objects through one long-running process, because a process per object would cost milliseconds each. */
export interface ObjectReader {
  /** Whatever `git rev-parse` understands: a sha, `refs/heads/main^{commit}`, `<commit>:<path>`. */
  read(expression: string): Promise<GitObject | undefined>;
  close(): void;
}

type Waiter = (object: GitObject | undefined) => void;

/** Starts `git cat-file --batch` in a git directory. */
export function createObjectReader(directory: string): ObjectReader {
  const child = spawn("git", ["cat-file", "--batch"], { env: { ...gitEnvironment, GIT_DIR: directory } });
  const waiting: Waiter[] = [];
  let pending: Buffer = Buffer.alloc(0);
  child.stdout.on("data", (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (let answer = takeAnswer(pending); answer; answer = takeAnswer(pending)) {
      pending = answer.rest;
      waiting.shift()?.(answer.object);
    }
  });
  child.on("close", () => {
    for (const give of waiting.splice(0)) give(undefined);
  });
  child.on("error", () => {});
  child.stdin.on("error", () => {});
  return {
    read(expression) {
      // A line break would be a second question, and every later answer would go to the wrong one.
      if (/[\n\0]/.test(expression) || child.exitCode !== null) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        waiting.push(resolve);
        child.stdin.write(`${expression}\n`);
      });
    },
    close: () => void child.kill(),
  };
}

/** `<sha> <type> <size>\n<content>\n`, or `<expression> missing\n`; undefined while it is incomplete. */
function takeAnswer(
  bytes: Buffer,
): { readonly object: GitObject | undefined; readonly rest: Buffer } | undefined {
  const end = bytes.indexOf(0x0a);
  if (end < 0) return undefined;
  const [, sha, type, size] =
    /^([0-9a-f]{40}) (blob|tree|commit|tag) (\d+)$/.exec(bytes.toString("utf8", 0, end)) ?? [];
  if (sha === undefined) return { object: undefined, rest: bytes.subarray(end + 1) };
  const stop = end + 1 + Number(size);
  if (bytes.length <= stop) return undefined;
  const content = Buffer.from(bytes.subarray(end + 1, stop));
  return { object: { sha, type: type as GitObject["type"], content }, rest: bytes.subarray(stop + 1) };
}
