import { rankByMap } from "../repo-map/rank-by-map.ts";
import type { Contender } from "./contender.ts";
import { sortByScore } from "./sort-by-score.ts";

/** A repository map like aider's, without a chat: definitions, references and PageRank from what the text names. */
export const repoMap: Contender = {
  name: "repo map, aider-like",
  answer: ({ task, documents }) => ({
    ranking: sortByScore(
      documents.map(({ path }) => path),
      rankByMap(task.query, documents),
    ),
  }),
};
