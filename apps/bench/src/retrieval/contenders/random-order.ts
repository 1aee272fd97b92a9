import { createRandom } from "../../random.ts";
import type { Contender } from "./contender.ts";
import { sortByScore } from "./sort-by-score.ts";

/** What a ranking is worth that knows nothing; the same in every run. */
export const randomOrder: Contender = {
  name: "random",
  answer({ task, documents }) {
    const random = createRandom(Buffer.from(task.id).reduce((hash, byte) => Math.imul(hash, 31) + byte, 7));
    return {
      ranking: sortByScore(
        documents.map(({ path }) => path),
        documents.map(() => random()),
      ),
    };
  },
};
