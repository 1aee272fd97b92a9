import type { CodeVectorStore, CodeVectors, EmbeddedChunk, HashedChunk } from "@osorganicai/core";
import type { SupabaseClient } from "@supabase/supabase-js";
import { ask } from "../ask.ts";

/** REST APIs answer with no more rows than this, unless they are told otherwise. */
const MOST_ROWS = 1000;
/** Some megabytes of a request. */
const ROWS_AT_ONCE = 100;

/** Vectors of code in Postgres, where it has the extension `vector`; where it has not, everything is refused. */
export function createCodeVectorStore(client: SupabaseClient): CodeVectorStore {
  return { of: (repository, model) => createCodeVectors(client, { repository, model }) };
}

interface Owner {
  readonly repository: string;
  readonly model: string;
}

function createCodeVectors(client: SupabaseClient, { repository, model }: Owner): CodeVectors {
  const owner = { of_repository: repository, of_model: model };
  return {
    async count(blobs) {
      const counts = new Map<string, number>();
      for (const some of partsOf(blobs, MOST_ROWS)) {
        const request = client.rpc("count_code_chunks", { ...owner, blobs: JSON.stringify(some) });
        for (const { blob, chunks } of await ask<readonly CountRow[]>("code_vectors.count", request))
          counts.set(blob, chunks);
      }
      return counts;
    },

    async adopt(chunks) {
      const missing = new Set<string>();
      for (const some of partsOf(chunks, MOST_ROWS)) {
        const rows = JSON.stringify(some.map(toRow));
        const request = client.rpc("adopt_code_chunks", { ...owner, chunks: rows });
        for (const hash of await ask<readonly string[]>("code_vectors.adopt", request)) missing.add(hash);
      }
      return [...missing];
    },

    async save(chunks) {
      for (const some of partsOf(chunks, ROWS_AT_ONCE)) {
        const rows = some.map((chunk) => ({ repository, model, ...toRow(chunk), ...toVector(chunk) }));
        const once = { onConflict: "repository,model,blob,start_line,end_line", ignoreDuplicates: true };
        await ask("code_vectors.save", client.from("code_chunks").upsert(rows, once));
      }
    },

    async nearest(vector, { blobs, most }) {
      const request = client.rpc("nearest_code_chunks", {
        ...owner,
        near: JSON.stringify(vector),
        blobs: JSON.stringify(blobs),
        most: Math.min(most, MOST_ROWS),
      });
      const rows = await ask<readonly NearRow[]>("code_vectors.nearest", request);
      return rows.map(({ blob, start_line, end_line, similarity }) => ({
        blob,
        startLine: start_line,
        endLine: end_line,
        similarity,
      }));
    },

    async keep(blobs) {
      await ask(
        "code_vectors.keep",
        client.rpc("keep_code_chunks", { ...owner, blobs: JSON.stringify(blobs) }),
      );
    },
  };
}

interface CountRow {
  readonly blob: string;
  readonly chunks: number;
}

interface NearRow {
  readonly blob: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly similarity: number;
}

function toRow({ blob, startLine, endLine, contentSha256 }: HashedChunk) {
  return { blob, start_line: startLine, end_line: endLine, content_sha256: contentSha256 };
}

function toVector({ vector }: EmbeddedChunk) {
  return { embedding: JSON.stringify(vector) };
}

function partsOf<T>(items: readonly T[], most: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / most) }, (_, at) =>
    items.slice(at * most, (at + 1) * most),
  );
}
