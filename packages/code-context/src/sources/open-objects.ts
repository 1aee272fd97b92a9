import { createGitProcess, type GitObject } from "./git-process.ts";

/** What git keeps, by id or by name. */
export interface GitObjects {
  /** What names stand for, without content; undefined for what there is not. @throws Error with git's complaint */
  find(names: readonly string[]): Promise<readonly (GitObject | undefined)[]>;
  /** Contents in the order of ids; undefined for what is missing or damaged. @throws Error with git's complaint */
  read(ids: readonly string[]): Promise<readonly (Buffer | undefined)[]>;
}

/** So many contents may be damaged before the repository is. */
const MAX_DAMAGED = 100;

const opened = new Map<string, GitObjects>();

/**
 * One reader for all sources of a repository.
 * @param gitDir a bare repository or the `.git` of a checkout
 */
export function openObjects(gitDir: string): GitObjects {
  const known = opened.get(gitDir) ?? createObjects(gitDir);
  opened.set(gitDir, known);
  return known;
}

function createObjects(gitDir: string): GitObjects {
  const finder = createGitProcess(gitDir, "--batch-check");
  const reader = createGitProcess(gitDir, "--batch");
  return {
    async find(names) {
      if (names.length === 0) return [];
      const { replies, complaint } = await finder.ask(names);
      if (replies.length < names.length) throw new Error(complaint);
      return replies;
    },
    async read(ids) {
      const contents: (Buffer | undefined)[] = [];
      for (let damaged = 0; contents.length < ids.length; ) {
        const { replies, broken, complaint } = await reader.ask(ids.slice(contents.length));
        contents.push(...replies.map((reply) => reply?.content));
        if (contents.length === ids.length) break;
        // Git ends in the middle of a content that it cannot unpack.
        if (!broken || damaged++ === MAX_DAMAGED) throw new Error(complaint);
        contents.push(undefined);
      }
      return contents;
    },
  };
}
