import { join } from "node:path";
import { isOSOrganicError, messageOf } from "@osorganicai/core";
import type { CodeIndex } from "../code-index.ts";
import { type IndexEvent, indexRepository } from "../index-repository.ts";
import { openProjectSource } from "../sources/open-project-source.ts";
import { createFileIndexStore } from "../store/create-file-index-store.ts";
import { createMemoryIndexStore } from "../store/create-memory-index-store.ts";
import { assertText, type CliOptions, readArguments, usage } from "./read-arguments.ts";
import { renderAnswer } from "./render-answer.ts";

/** Where a command reads and writes. */
export interface CliStreams {
  readInput(): Promise<string>;
  print(text: string): void;
  /** Progress and complaints. */
  note(text: string): void;
}

/** @returns the exit code */
export async function runCli(args: readonly string[], streams: CliStreams): Promise<number> {
  let options: CliOptions;
  let text: string;
  try {
    options = readArguments(args);
    text = options.text === "-" ? await streams.readInput() : options.text;
    if (!options.help) assertText(text);
  } catch (error) {
    streams.note(`${messageOf(error)}\nSee code-context --help.\n`);
    return 2;
  }
  if (options.help) {
    streams.print(usage);
    return 0;
  }
  try {
    const { output, found } = await answer(await openIndex(options, streams), text, options);
    streams.print(output);
    if (found === 0) streams.note("Nothing was found. Say it in the words of the code, or name a file.\n");
    return found > 0 ? 0 : 1;
  } catch (error) {
    if (!isOSOrganicError(error)) throw error;
    streams.note(`${error.message}\n`);
    return 3;
  }
}

async function openIndex({ repo, commit, cache }: CliOptions, streams: CliStreams): Promise<CodeIndex> {
  const { source, gitDir } = await openProjectSource(repo, commit);
  const store =
    gitDir && cache
      ? createFileIndexStore(join(gitDir, "osorganicai-code-context"))
      : createMemoryIndexStore();
  return indexRepository(source, { store, onProgress: (event) => streams.note(describe(event)) });
}

function describe(event: IndexEvent): string {
  if (event.kind === "discarded") return `${event.entry} was not whole and is made again.\n`;
  if (event.kind === "not_kept") return `The index is not kept: ${event.reason}\n`;
  if (event.kind === "unreadable") return `${event.files} files cannot be read and are left out.\n`;
  if (event.kind !== "listed") return "";
  const { tooLarge, beyondLimits } = event.leftOut;
  return [
    event.unread > 0 ? `Reading ${event.unread} of ${event.files} files.\n` : "",
    tooLarge > 0 ? `${tooLarge} files are too large and left out.\n` : "",
    beyondLimits > 0 ? `${beyondLimits} files are beyond the limits and left out.\n` : "",
  ].join("");
}

async function answer(index: CodeIndex, text: string, options: CliOptions) {
  const { limit, budget } = options;
  const files = await index.find(text, { limit });
  const packed = budget === undefined ? undefined : await index.packContext(text, { budgetTokens: budget });
  return { output: renderAnswer({ files, packed }, options), found: files.length };
}
