import { join } from "node:path";
import { createCodeContext } from "@osorganicai/code-context";
import type { CodeContext, Logger } from "@osorganicai/core";
import { createRepositoryMirror, type RepositoryAccess } from "@osorganicai/workspace";

/** What code is found with. */
export interface ReadingOptions {
  /** For what can be had again. */
  readonly cache: string;
  readonly log: Logger;
  access(repository: string): Promise<RepositoryAccess>;
}

/** Finds code in mirrors of repositories, which nobody changes and in which nothing is run. */
export function createReadingContext({ cache, log, access }: ReadingOptions): CodeContext {
  return createCodeContext({
    folder: join(cache, "code"),
    repository: createRepositoryMirror({ root: join(cache, "mirrors"), access }),
    log,
  });
}
