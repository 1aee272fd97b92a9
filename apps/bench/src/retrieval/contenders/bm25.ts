import { packFiles } from "../packing/pack-files.ts";
import { codeTerms } from "../text/code-terms.ts";
import { plainWords } from "../text/plain-words.ts";
import { scoreBm25 } from "../text/score-bm25.ts";
import type { Contender } from "./contender.ts";
import { sortByScore } from "./sort-by-score.ts";

/** BM25 over whole files, as a search engine does it that knows no code. */
export const bm25Plain: Contender = {
  name: "BM25, plain",
  answer({ task, documents }) {
    const scores = scoreBm25(
      plainWords(task.query),
      documents.map(({ words }) => words()),
    );
    const sorted = sortByScore(documents, scores);
    return { ranking: sorted.map(({ path }) => path), pack: (budget) => packFiles(sorted, budget) };
  },
};

/** BM25 over whole files and their paths, with identifiers taken apart and words stemmed. */
export const bm25Code: Contender = {
  name: "BM25, code-aware",
  answer({ task, documents }) {
    const scores = scoreBm25(
      codeTerms(task.query),
      documents.map(({ terms }) => terms()),
    );
    const sorted = sortByScore(documents, scores);
    return { ranking: sorted.map(({ path }) => path), pack: (budget) => packFiles(sorted, budget) };
  },
};
