import assert from "node:assert/strict";
import type { CodeVectors, EmbeddedChunk } from "@osorganicai/core";
import type { ContractCase } from "./contract-case.ts";

/** What a case of the contract works on: two models' vectors of one repository, empty. */
export interface CodeVectorsSubject {
  readonly vectors: CodeVectors;
  readonly other: CodeVectors;
}

const near = chunk("blob a", 1, [1, 0, 0]);
const far = chunk("blob b", 1, [0, 1, 0.1]);
const between = chunk("blob b", 10, [1, 1, 0]);
const nowhere = chunk("blob c", 1, [0, 0, 0]);

/** What every {@link CodeVectors} must do. */
export const codeVectorsContract: readonly ContractCase<CodeVectorsSubject>[] = [
  {
    name: "finds the nearest chunks of the contents that are asked about, best first",
    async check({ vectors }) {
      await vectors.save([far, nowhere, near, between]);
      const ask = async (blobs: readonly string[], most: number) =>
        (await vectors.nearest([2, 0, 0], { blobs, most })).map(({ blob, startLine, similarity }) => [
          blob,
          startLine,
          Math.round(similarity * 100) / 100,
        ]);
      assert.deepEqual(await ask(["blob a", "blob b", "blob c", "blob d"], 9), [
        ["blob a", 1, 1],
        ["blob b", 10, 0.71],
        ["blob b", 1, 0],
      ]);
      assert.deepEqual(await ask(["blob b"], 1), [["blob b", 10, 0.71]]);
      assert.deepEqual(await ask([], 9), []);
    },
  },
  {
    name: "counts what has a vector, for this model alone",
    async check({ vectors, other }) {
      await vectors.save([near, far, between]);
      await vectors.save([near]);
      const blobs = ["blob a", "blob b", ...Array.from({ length: 2500 }, (_, at) => `other ${at}`)];
      assert.deepEqual(Object.fromEntries(await vectors.count(blobs)), { "blob a": 1, "blob b": 2 });
      assert.deepEqual([...(await other.count(blobs))], []);
      assert.deepEqual(await other.nearest([1, 0, 0], { blobs, most: 9 }), []);
    },
  },
  {
    name: "gives what says the same the same vector, and tells what has none",
    async check({ vectors, other }) {
      await vectors.save([near]);
      const moved = { ...near, blob: "blob x", startLine: 40, endLine: 50 };
      const unknown = { ...moved, startLine: 60, endLine: 61, contentSha256: "f".repeat(64) };
      assert.deepEqual(await vectors.adopt([moved, unknown, unknown]), [unknown.contentSha256]);
      assert.deepEqual(await vectors.adopt([moved]), []);
      const [found, ...others] = await vectors.nearest([1, 0, 0], { blobs: ["blob x"], most: 9 });
      assert.deepEqual([found?.startLine, found?.endLine, others], [40, 50, []]);
      assert.deepEqual(await other.adopt([moved]), [near.contentSha256]);
    },
  },
  {
    name: "lets many save the same at once",
    async check({ vectors }) {
      const chunks = Array.from({ length: 150 }, (_, at) => chunk("blob a", at + 1, [at, 1, 0]));
      await Promise.all([vectors.save(chunks), vectors.save(chunks.toReversed()), vectors.save(chunks)]);
      assert.deepEqual([...(await vectors.count(["blob a"]))], [["blob a", 150]]);
    },
  },
];

function chunk(blob: string, startLine: number, vector: readonly number[]): EmbeddedChunk {
  const contentSha256 = Buffer.from(`${blob} ${startLine}`).toString("hex").padEnd(64, "0");
  return { blob, startLine, endLine: startLine + 5, contentSha256, vector };
}
