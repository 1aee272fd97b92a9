import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Workspace, WorkspaceRequest } from "@osorganicai/core";
import type { WorkspaceSubject } from "./workspace-subject.ts";

/** A file of a repository: its content, or its mode and content, a link's being its target, a submodule's its commit. */
export type OriginFile = string | Uint8Array | { readonly mode: string; readonly content: string };

/** A real repository on this machine. */
export interface Origin {
  readonly url: string;
  readonly commit: string;
  remove(): void;
}

/** A repository of one commit whose files are exactly these bytes; without files it is empty. */
export function createOrigin(files: Readonly<Record<string, OriginFile>>): Origin {
  const folder = mkdtempSync(join(tmpdir(), "origin-"));
  const git = (args: readonly string[], input: Uint8Array = Buffer.from("")): string =>
    execFileSync("git", args, {
      cwd: folder,
      input,
      env: { PATH: process.env["PATH"], GIT_CONFIG_GLOBAL: "/dev/null" },
    })
      .toString()
      .trim();
  git(["init", "--quiet", "--bare", "--initial-branch=main"]);
  const names = Object.keys(files);
  if (names.length > 0) git(["fast-import", "--quiet"], commitOf(files));
  return {
    url: `file://${folder}`,
    commit: names.length > 0 ? git(["rev-parse", "main"]) : "0".repeat(40),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** https://git-scm.com/docs/git-fast-import#_commit */
function commitOf(files: Readonly<Record<string, OriginFile>>): Uint8Array {
  const head =
    "commit refs/heads/main\ncommitter Somebody <somebody@example.invalid> 1700000000 +0000\ndata 4\nbase\n";
  const parts = Object.entries(files).flatMap(([path, file]) => {
    const { mode, content } =
      typeof file === "object" && "mode" in file ? file : { mode: "100644", content: file };
    if (mode === "160000") return [Buffer.from(`M 160000 ${content} ${JSON.stringify(path)}\n`)];
    const bytes = Buffer.from(content);
    return [
      Buffer.from(`M ${mode} inline ${JSON.stringify(path)}\ndata ${bytes.length}\n`),
      bytes,
      Buffer.from("\n"),
    ];
  });
  return Buffer.concat([Buffer.from(head), ...parts]);
}

/** Opens a workspace on a repository with these files, and tidies up whatever happens. */
export async function withWorkspace(
  { createProvider }: WorkspaceSubject,
  files: Readonly<Record<string, OriginFile>>,
  use: (
    workspace: Workspace,
    reopen: (request: Partial<WorkspaceRequest>) => Promise<Workspace>,
  ) => Promise<void>,
): Promise<void> {
  const origin = createOrigin(files);
  const provider = createProvider(async () => ({ url: origin.url }));
  const opened: Workspace[] = [];
  const open = async (request: Partial<WorkspaceRequest> = {}): Promise<Workspace> => {
    const workspace = await provider.open({
      repository: "somebody/something",
      commit: origin.commit,
      ...request,
    });
    opened.push(workspace);
    return workspace;
  };
  try {
    await use(await open(), open);
  } finally {
    for (const workspace of opened) await workspace.close();
    origin.remove();
  }
}
