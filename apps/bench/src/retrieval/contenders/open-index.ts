import {
  type CodeIndex,
  createMemoryIndexStore,
  indexRepository,
  openGitSource,
} from "@osorganicai/code-context";
import type { Question } from "./contender.ts";

/** Indexes what a question is about. Everybody who asks for the same gets the same; a repository's commits share a store. */
export function createIndexOpener(): (question: Question) => Promise<CodeIndex> {
  let store = createMemoryIndexStore();
  let storeOf = "";
  let opened: { readonly key: string; readonly index: Promise<CodeIndex> } | undefined;
  return function openIndex({ gitDir, task }) {
    const key = `${gitDir}:${task.base}`;
    if (opened?.key === key) return opened.index;
    if (storeOf !== gitDir) store = createMemoryIndexStore();
    storeOf = gitDir;
    const index = openGitSource({ gitDir, commit: task.base }).then((source) =>
      indexRepository(source, { store }),
    );
    opened = { key, index };
    return index;
  };
}
