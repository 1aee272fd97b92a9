import { join } from "node:path";
import { type CodeContextOptions, createCodeContext } from "@osorganicai/code-context";
import type { CodeContext, Logger } from "@osorganicai/core";
import { createRepositoryMirror, type RepositoryAccess } from "@osorganicai/workspace";

/** What code is found with. */
export interface ReadingOptions extends Pick<CodeContextOptions, "indexes" | "meaning" | "withoutGit"> {
  /** For what can be had again. */
  readonly cache: string;
  readonly log: Logger;
  access(repository: string): Promise<RepositoryAccess>;
}

/** Finds code in mirrors of repositories, which nobody changes and in which nothing is run. */
export function createReadingContext({ cache, access, ...options }: ReadingOptions): CodeContext {
  return createCodeContext({
    ...options,
    folder: join(cache, "code"),
    repository: createRepositoryMirror({ root: join(cache, "mirrors"), access }),
  });
}
