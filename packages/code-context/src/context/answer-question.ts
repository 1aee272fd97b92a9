import { type IndexStore, messageOf } from "@osorganicai/core";
import { type IndexEvent, type IndexOptions, indexRepository } from "../index-repository.ts";
import { renderSkeleton } from "../pack/render-context.ts";
import type { CodeSource } from "../sources/code-source.ts";
import { openGitSource } from "../sources/open-git-source.ts";
import { openGitHubSource } from "../sources/open-github-source.ts";
import { createCopiedIndexStore } from "../store/create-copied-index-store.ts";
import { createFileIndexStore } from "../store/create-file-index-store.ts";
import { listExcerpts } from "./list-excerpts.ts";
import { openChangedSource } from "./open-changed-source.ts";
import { type Answer, nothing, type Question } from "./question.ts";
import { rememberContents } from "./remember-contents.ts";
import type { Services } from "./services.ts";

/** Reads what the index does not know yet, and looks for what is asked. */
export async function answerQuestion(question: Question, services: Services): Promise<Answer> {
  const { kind, changes, query } = question;
  const source = openChangedSource(await openSource(question, services), changes);
  const index = await indexRepository(source, {
    store: openStore(question, services),
    ...(question.folders === undefined && { limits: gitHubLimits }),
    ...openMeaning(question, services),
    onProgress: (event) => logProgress(services.log, event),
  });
  if (kind === "candidates")
    return { ...nothing, candidates: await index.candidates(query.text, { limit: question.most ?? 20 }) };
  const map =
    kind === "summarize" ? index.repoMap({ budgetTokens: Math.floor(query.budgetTokens * MAP_SHARE) }) : "";
  const left = query.budgetTokens - Math.ceil(map.length / CHARACTERS_PER_TOKEN);
  const { preferred = [] } = query;
  const packed = await index.packContext(query.text, { budgetTokens: left, preferred });
  const outline = kind === "find" ? packed.skeleton.map(renderSkeleton).join("\n").trimEnd() : "";
  const tests = kind === "find" ? packed.tests : [];
  return { ...nothing, map, excerpts: listExcerpts(packed), outline, tests };
}

/** As core counts them. The index counts a token as fewer, so what it packs always fits. */
const CHARACTERS_PER_TOKEN = 4;
/** What a summary may take before there is any code. */
const MAP_SHARE = 0.4;

function openMeaning({ model }: Question, { embeddings, vectors }: Services): Pick<IndexOptions, "meaning"> {
  return model === undefined || !embeddings || !vectors
    ? {}
    : { meaning: { embedder: { model, embeddings }, vectors } };
}

/** What somebody should know of. */
function logProgress(log: Services["log"], event: IndexEvent): void {
  if (event.kind === "discarded") log.warn("code_context.discarded", { entry: event.entry });
  if (event.kind === "not_kept") log.warn("code_context.not_kept", { message: event.reason });
  if (event.kind === "unreadable") log.warn("code_context.unreadable", { files: event.files });
  if (event.kind === "listed" && event.leftOut.beyondLimits > 0)
    log.warn("code_context.left_out", { files: event.leftOut.beyondLimits });
  if (event.kind === "not_embedded") log.warn("code_context.not_embedded", { message: event.reason });
  if (event.kind === "embedded" && event.embedded + event.left > 0)
    log.info("code_context.embedded", { chunks: event.embedded, left: event.left });
}

function openStore({ indexFolder }: Question, { index, log }: Services): IndexStore {
  const copies = createFileIndexStore(indexFolder);
  if (!index) return copies;
  const onFailure = (error: unknown) => log.warn("code_context.not_shared", { message: messageOf(error) });
  return createCopiedIndexStore({ shared: index, copies, onFailure });
}

/** Each file is a request, and GitHub grants some thousand an hour. What an index has is not asked for again. */
const gitHubLimits = { maxFiles: 600, maxFileBytes: 200_000, maxTotalBytes: 20_000_000 };

/** Files and history may lie apart: a history is as useful without the contents of old files. */
async function openSource({ folders, commit }: Question, { gitHub }: Services): Promise<CodeSource> {
  if (folders === undefined) {
    if (gitHub) return rememberContents(openGitHubSource(gitHub));
    throw new Error("There is neither git nor GitHub to read files from.");
  }
  const { list, read } = await openGitSource({ gitDir: folders.files, commit });
  if (folders.history === undefined) return { list, read };
  const past = openGitSource({ gitDir: folders.history, commit }).catch(() => undefined);
  return {
    list,
    read,
    history: async (request) => (await (await past)?.history?.(request).catch(() => undefined)) ?? [],
  };
}
