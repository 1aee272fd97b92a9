import { createHash } from "node:crypto";
import { join } from "node:path";
import {
  type CodeContext,
  type CodeIndexes,
  type CodeVectorStore,
  type Embedder,
  type Logger,
  messageOf,
  type RepositoryCommit,
  silentLogger,
} from "@osorganicai/core";
import type { GitHubReads } from "../sources/open-github-source.ts";
import { askInThread } from "./ask-in-thread.ts";
import { type Answer, nothing, type Question, type RepositoryFolders } from "./question.ts";
import type { Services } from "./services.ts";

/** What a code context is made of. */
export interface CodeContextOptions {
  /** A folder of ours for the indexes of all repositories. Several processes may use it, and it may be deleted at any time. */
  readonly folder: string;
  /**
   * Where all machines keep indexes, so that none reads what another has read; the folder then has this one's copies.
   * @default the folder alone
   */
  readonly indexes?: CodeIndexes;
  /** Finds code by what it means as well. The embedder is loaded when the first question comes. @default by words and history alone */
  readonly meaning?: {
    readonly embedder: () => Promise<Embedder>;
    readonly vectors: CodeVectorStore;
  };
  /** Longest time for one answer, the first index included. @default 120_000 */
  readonly timeoutMs?: number;
  /** @default silent */
  readonly log?: Logger;
  /** Where git keeps a commit. Asked for every question. */
  repository(at: RepositoryCommit): Promise<RepositoryFolders>;
  /**
   * Files of a commit over GitHub's API, for when `repository` rejects: the machine has no git, or a clone is refused. No
   * history then, and 600 files of at most 20 MB together. @default nothing is found then
   */
  readonly withoutGit?: (at: RepositoryCommit) => GitHubReads;
}

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
  indexes,
  meaning,
  timeoutMs = 120_000,
  log = silentLogger,
  repository: findRepository,
  withoutGit,
}: CodeContextOptions): CodeContext {
  async function ask(
    { repository, commit }: RepositoryCommit,
    question: () => Promise<Pick<Question, "kind" | "changes" | "query" | "most">>,
  ): Promise<Answer> {
    try {
      const { kind, changes, query, most } = await question();
      if (query.text.trim() === "" || query.budgetTokens <= 0) return nothing;
      const folders = await findFolders({ repository, commit });
      const indexFolder = join(folder, nameOf(repository));
      const lines = about({ repository, commit });
      const embedder = await loadEmbedder(lines);
      return await askInThread({
        question: { kind, folders, commit, changes, indexFolder, query, most, model: embedder?.model },
        services: {
          log: lines,
          index: indexes?.of(repository),
          gitHub: folders ? undefined : withoutGit?.({ repository, commit }),
          embeddings: embedder?.embeddings,
          vectors: embedder && meaning?.vectors.of(repository, embedder.model),
        },
        timeoutMs,
      });
    } catch (error) {
      log.warn("code_context.failed", { repository, commit, message: messageOf(error) });
      return nothing;
    }
  }

  async function findFolders(at: RepositoryCommit): Promise<RepositoryFolders | undefined> {
    try {
      return await findRepository(at);
    } catch (error) {
      if (!withoutGit) throw error;
      log.warn("code_context.without_git", { ...at, message: messageOf(error) });
      return undefined;
    }
  }

  async function loadEmbedder(lines: Services["log"]): Promise<Embedder | undefined> {
    try {
      return await meaning?.embedder();
    } catch (error) {
      lines.warn("code_context.not_embedded", { message: messageOf(error) });
      return undefined;
    }
  }

  function about(at: RepositoryCommit): Services["log"] {
    return {
      info: (event, fields) => log.info(event, { ...at, ...fields }),
      warn: (event, fields) => log.warn(event, { ...at, ...fields }),
    };
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
    async candidates(at, { text, most }) {
      const query = { text, budgetTokens: Infinity };
      return (await ask(at, async () => ({ kind: "candidates", changes: [], query, most }))).candidates;
    },
  };
}

/** No name of a repository leads out of the folder or into another's. */
function nameOf(repository: string): string {
  const hash = createHash("sha256").update(repository).digest("hex").slice(0, 16);
  return `${repository.replace(/[^\w-]+/g, "-").slice(0, 60)}-${hash}`;
}
