import type { CodeVectors, Embeddings, IndexStore, Logger } from "@osorganicai/core";
import type { GitHubReads } from "../sources/open-github-source.ts";

/** What a thread asks of whoever started it, who holds connections and keys. */
export interface Services {
  readonly log: Pick<Logger, "info" | "warn">;
  /** The index of the repository that all processes share. */
  readonly index?: IndexStore | undefined;
  /** The files of the commit, where there is no git. */
  readonly gitHub?: GitHubReads | undefined;
  readonly embeddings?: Embeddings | undefined;
  /** Of the repository, by the model of the embeddings. */
  readonly vectors?: CodeVectors | undefined;
}

/** The name of one service. */
export type ServiceName = keyof Services;

/** Each service by what a thread may call; nothing else is let through. */
export const methodsOf: {
  readonly [Name in ServiceName]-?: readonly (keyof NonNullable<Services[Name]> & string)[];
} = {
  log: ["info", "warn"],
  index: ["list", "read", "stamp", "write", "remove"],
  gitHub: ["fetchTree", "fetchBlobs"],
  embeddings: ["embedDocuments", "embedQuery"],
  vectors: ["count", "adopt", "save", "nearest", "keep"],
};

/** One call of a thread. */
export interface ServiceCall {
  readonly id: number;
  readonly service: ServiceName;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** What comes back for it. */
export type ServiceAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly reason: string };
