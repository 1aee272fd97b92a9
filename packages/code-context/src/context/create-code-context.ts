import { createHash } from "node:crypto";
import { join } from "node:path";
import {
  type CodeContext,
  type Logger,
  messageOf,
  type RepositoryCommit,
  silentLogger,
} from "@osorganicai/core";
import { askInThread } from "./ask-in-thread.ts";
import type { Answer, Question, RepositoryFolders } from "./question.ts";

/** What a code context is made of. */
export interface CodeContextOptions {
  /** A folder of ours for the indexes of all repositories. Several processes may use it, and it may be deleted at any time. */
  readonly folder: string;
  /** Longest time for one answer, the first index included. @default 120_000 */
  readonly timeoutMs?: number;
  /** @default silent */
  readonly log?: Logger;
  /** Where git keeps a commit. Asked for every question. */
  repository(at: RepositoryCommit): Promise<RepositoryFolders>;
}

const nothing: Answer = { map: "", excerpts: [], outline: "", tests: [] };

/**
 * Core's port over this package's index: that of the commit a workspace began with, and of what was changed in it since.
 * Each question is answered in a thread of its own, and what goes wrong in it is logged as `code_context.failed`.
 *
 * @example
 * const codeContext = createCodeContext({
 *   folder: "/var/cache/osorganicai/code-context",
 *   repository: async () => ({ files: "/srv/shop.git", history: "/srv/shop.git" }),
 * });
 */
export function createCodeContext({
  folder,
  timeoutMs = 120_000,
  log = silentLogger,
  repository: findRepository,
}: CodeContextOptions): CodeContext {
  async function ask(
    { repository, commit }: RepositoryCommit,
    question: () => Promise<Pick<Question, "kind" | "changes" | "query">>,
  ): Promise<Answer> {
    try {
      const { kind, changes, query } = await question();
      if (query.text.trim() === "" || query.budgetTokens <= 0) return nothing;
      const folders = await findRepository({ repository, commit });
      const indexFolder = join(folder, nameOf(repository));
      return await askInThread({ kind, folders, commit, changes, indexFolder, query }, timeoutMs);
    } catch (error) {
      log.warn("code_context.failed", { repository, commit, message: messageOf(error) });
      return nothing;
    }
  }

  return {
    async find(workspace, query) {
      const at = { repository: workspace.repository, commit: workspace.baseCommit };
      const question = async () => ({
        kind: "find" as const,
        changes: (await workspace.changeSet()).changes,
        query,
      });
      const { excerpts, outline, tests } = await ask(at, question);
      return { excerpts, outline, tests };
    },
    async summarize(at, query) {
      const { map, excerpts } = await ask(at, async () => ({ kind: "summarize", changes: [], query }));
      return { map, excerpts };
    },
  };
}

/** No name of a repository leads out of the folder or into another's. */
function nameOf(repository: string): string {
  const hash = createHash("sha256").update(repository).digest("hex").slice(0, 16);
  return `${repository.replace(/[^\w-]+/g, "-").slice(0, 60)}-${hash}`;
}
