import { bm25Code, bm25Plain } from "./bm25.ts";
import { chunkBm25Max, chunkBm25Sum } from "./chunk-bm25.ts";
import type { Contender } from "./contender.ts";
import { ours, oursAsShipped } from "./ours.ts";
import { randomOrder } from "./random-order.ts";
import { repoMap } from "./repo-map.ts";

/** Everybody who is measured, by the name that `--only` takes. */
export const allContenders: Readonly<Record<string, Contender>> = {
  ours,
  "ours-as-shipped": oursAsShipped,
  "bm25-plain": bm25Plain,
  "bm25-code": bm25Code,
  "chunks-best": chunkBm25Max,
  "chunks-best-3": chunkBm25Sum,
  "repo-map": repoMap,
  random: randomOrder,
};

/** Those of whom ours has to be ahead. */
export const rivals: readonly Contender[] = [bm25Code, chunkBm25Max, chunkBm25Sum, repoMap];
