import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import type { Socket } from "node:net";
import { gitSettings, withoutGit } from "./run-git.ts";

/** What git has under a name. */
export interface GitObject {
  readonly id: string;
  readonly type: string;
  readonly bytes: number;
  /** Empty when it was not asked for. */
  readonly content: Buffer;
}

/** As much as git answered. */
interface GitAnswer {
  /** In the order of the names, undefined for what there is not. Fewer than names when git ended before. */
  readonly replies: readonly (GitObject | undefined)[];
  /** Whether git ended in the middle of a content. */
  readonly broken: boolean;
  /** Why git ended. */
  readonly complaint: string;
}

/** A `git cat-file` that is started when it is asked and stays a while: a process of some hundred megabytes takes longer to start another than git to answer. */
export interface GitProcess {
  ask(names: readonly string[]): Promise<GitAnswer>;
}

const IDLE_MS = 60_000;

/** @param mode `--batch-check` says what there is, `--batch` reads it */
export function createGitProcess(gitDir: string, mode: "--batch" | "--batch-check"): GitProcess {
  let child: ChildProcessWithoutNullStreams | undefined;
  let idle: NodeJS.Timeout | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  async function answer(names: readonly string[]): Promise<GitAnswer> {
    clearTimeout(idle);
    const asked = (child ??= spawn("git", ["--git-dir", gitDir, "cat-file", mode], { env: gitSettings }));
    hold(asked, true);
    const answered = await converse(asked, names, mode === "--batch");
    hold(asked, false);
    if (answered.complaint !== "") child = undefined;
    idle = setTimeout(() => {
      child?.stdin.end();
      child = undefined;
    }, IDLE_MS).unref();
    return answered;
  }

  return {
    ask(names) {
      const next = turn.then(() => answer(names));
      turn = next.catch(() => (child = undefined));
      return next;
    },
  };
}

/** Whether this process stays for it. */
function hold(child: ChildProcessWithoutNullStreams, held: boolean): void {
  // All of them are sockets.
  for (const handle of [child, child.stdin, child.stdout, child.stderr] as unknown as Socket[])
    if (held) handle.ref();
    else handle.unref();
}

function converse(
  child: ChildProcessWithoutNullStreams,
  names: readonly string[],
  withContent: boolean,
): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    const reader = createReplyReader(withContent);
    let complaint = "";
    const end = (why: string) => {
      child.stdout.off("data", read);
      child.stderr.off("data", complain);
      child.off("close", close);
      child.off("error", fail);
      child.stdin.off("error", ignore);
      resolve({ replies: reader.replies, broken: reader.isWithinContent(), complaint: why });
    };
    const read = (chunk: Buffer) => {
      reader.add(chunk);
      if (reader.replies.length === names.length) end("");
    };
    const complain = (chunk: Buffer) => void (complaint += chunk.toString("utf8"));
    const close = (code: number | null) => end(complaint.trim() || `git cat-file ended with ${code}`);
    const fail = (cause: Error) => reject(withoutGit(cause));
    const ignore = () => {}; // Git may end before it has read everything; `close` tells.
    child.stdout.on("data", read);
    child.stderr.on("data", complain);
    child.on("close", close);
    child.on("error", fail);
    child.stdin.on("error", ignore);
    child.stdin.write(names.map((name) => `${name}\n`).join(""));
  });
}

/** `<id> <type> <size>`, then the content and a line's end; or a line that says that there is nothing. */
function createReplyReader(withContent: boolean) {
  const replies: (GitObject | undefined)[] = [];
  let chunks: Buffer[] = [];
  let length = 0;
  let needed = 1;

  function add(chunk: Buffer): void {
    chunks.push(chunk);
    length += chunk.length;
    if (length < needed) return;
    const output = Buffer.concat(chunks);
    let position = 0;
    for (;;) {
      const headerEnd = output.indexOf("\n", position);
      needed = length - position + 1;
      if (headerEnd < 0) break;
      const header = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(output.toString("latin1", position, headerEnd));
      const [, id = "", type = "", size = "0"] = header ?? [];
      const start = headerEnd + 1;
      const bytes = Number(size);
      const end = header && withContent ? start + bytes + 1 : start;
      needed = end - position;
      if (end > output.length) break;
      const content = output.subarray(start, Math.max(start, end - 1));
      replies.push(header ? { id, type, bytes, content } : undefined);
      position = end;
    }
    chunks = [output.subarray(position)];
    length = output.length - position;
  }

  return { replies, add, isWithinContent: () => length > 0 };
}
