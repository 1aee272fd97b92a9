import { indexRepository } from "../index-repository.ts";
import type { CodeSource } from "../sources/code-source.ts";
import { openGitSource } from "../sources/open-git-source.ts";
import { createFileIndexStore } from "../store/create-file-index-store.ts";
import { cutExcerpts } from "./cut-excerpts.ts";
import { openChangedSource } from "./open-changed-source.ts";
import type { Answer, Question } from "./question.ts";

/** Reads what the index does not know yet, and looks for what is asked. */
export async function answerQuestion(question: Question): Promise<Answer> {
  const { indexFolder, changes, query } = question;
  const source = openChangedSource(await openSource(question), changes);
  const index = await indexRepository(source, { store: createFileIndexStore(indexFolder) });
  return { map: "", excerpts: await cutExcerpts(index, source, query), outline: "", tests: [] };
}

/** Files and history may lie apart: a history is as useful without the contents of old files. */
async function openSource({ folders, commit }: Question): Promise<CodeSource> {
  const { list, read } = await openGitSource({ gitDir: folders.files, commit });
  if (folders.history === undefined) return { list, read };
  const past = openGitSource({ gitDir: folders.history, commit }).catch(() => undefined);
  return {
    list,
    read,
    history: async (request) => (await (await past)?.history?.(request).catch(() => undefined)) ?? [],
  };
}
