/** Some lines of some content of a repository. */
export interface CodeChunk {
  /** The id that an index knows the content by: equal ids, equal chunks. */
  readonly blob: string;
  /** From 1, both included. */
  readonly startLine: number;
  readonly endLine: number;
}

/** A chunk, and what it says. */
export interface HashedChunk extends CodeChunk {
  /** Lower-case hex SHA-256 of what is embedded. */
  readonly contentSha256: string;
}

/** A chunk, embedded. */
export interface EmbeddedChunk extends HashedChunk {
  readonly vector: readonly number[];
}

/** A chunk that a vector is near to. */
export interface NearChunk extends CodeChunk {
  /** Cosine, from -1 to 1. */
  readonly similarity: number;
}

/**
 * The vectors of a repository's chunks by one model. Every method is idempotent, and several processes may work at once.
 * @throws OSOrganicError from every method of a store: `store_unavailable`, `store_refused`
 */
export interface CodeVectors {
  /** How many chunks of each content have a vector; contents without any are left out. */
  count(blobs: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Gives chunks the vectors of others that say the same. @returns the hashes for which there is none */
  adopt(chunks: readonly HashedChunk[]): Promise<readonly string[]>;
  save(chunks: readonly EmbeddedChunk[]): Promise<void>;
  /** The nearest chunks of some contents, best first; those whose vectors have no direction are left out. */
  nearest(
    vector: readonly number[],
    among: { readonly blobs: readonly string[]; readonly most: number },
  ): Promise<readonly NearChunk[]>;
  /** Forgets old vectors (a month, in a store that lasts) of all other contents. */
  keep(blobs: readonly string[]): Promise<void>;
}

/** The vectors of all repositories. */
export interface CodeVectorStore {
  /** @param model as that of the `Embedder` */
  of(repository: string, model: string): CodeVectors;
}
