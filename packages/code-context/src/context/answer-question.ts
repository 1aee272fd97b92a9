import { indexRepository } from "../index-repository.ts";
import { renderSkeleton } from "../pack/render-context.ts";
import type { CodeSource } from "../sources/code-source.ts";
import { openGitSource } from "../sources/open-git-source.ts";
import { createFileIndexStore } from "../store/create-file-index-store.ts";
import { listExcerpts } from "./list-excerpts.ts";
import { openChangedSource } from "./open-changed-source.ts";
import type { Answer, Question } from "./question.ts";

/** Reads what the index does not know yet, and looks for what is asked. */
export async function answerQuestion(question: Question): Promise<Answer> {
  const { kind, indexFolder, changes, query } = question;
  const source = openChangedSource(await openSource(question), changes);
  const index = await indexRepository(source, { store: createFileIndexStore(indexFolder) });
  const map =
    kind === "summarize" ? index.repoMap({ budgetTokens: Math.floor(query.budgetTokens * MAP_SHARE) }) : "";
  const left = query.budgetTokens - Math.ceil(map.length / CHARACTERS_PER_TOKEN);
  const packed = await index.packContext(query.text, { budgetTokens: left });
  const outline = kind === "find" ? packed.skeleton.map(renderSkeleton).join("\n").trimEnd() : "";
  return { map, excerpts: listExcerpts(packed), outline, tests: kind === "find" ? packed.tests : [] };
}

/** As core counts them. The index counts a token as fewer, so what it packs always fits. */
const CHARACTERS_PER_TOKEN = 4;
/** What a summary may take before there is any code. */
const MAP_SHARE = 0.4;

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
