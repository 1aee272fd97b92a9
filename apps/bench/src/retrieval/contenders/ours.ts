import { join } from "node:path";
import type { PackedContext, TrainedWeights } from "@osorganicai/code-context";
import { countTokens } from "../packing/count-tokens.ts";
import type { Answer, Contender, LineRange, Question } from "./contender.ts";
import { createIndexOpener } from "./open-index.ts";
import { readFolds } from "./read-folds.ts";

const openIndex = createIndexOpener();

/** As it is shipped: its weights have seen the repositories that it is asked about, so it is no measure of what it can. */
export const oursAsShipped: Contender = {
  name: "ours, trained on all",
  answer: (question) => ask(question),
};

export const ours: Contender = createOurs(join(import.meta.dirname, "../../../results/retrieval-folds.json"));

/**
 * Ours, with weights that never saw the repository which is asked about: those of its fold. A repository without a fold is one
 * that no weights saw, and those that are shipped will do.
 */
export function createOurs(foldsFile: string): Contender {
  let folds: Promise<ReadonlyMap<string, TrainedWeights>> | undefined;
  return {
    name: "ours",
    async answer(question) {
      folds ??= readFolds(foldsFile);
      return ask(question, (await folds).get(question.task.repo));
    },
  };
}

async function ask(question: Question, weights?: TrainedWeights): Promise<Answer> {
  const index = await openIndex(question);
  const { query } = question.task;
  const options = weights === undefined ? {} : { weights };
  const found = await index.find(query, { limit: question.documents.length * 4, ...options });
  return {
    ranking: found.map(({ path }) => path),
    async pack(budgetTokens) {
      return readRanges(await index.packContext(query, { budgetTokens, ...options }), budgetTokens);
    },
  };
}

/** The code that is shown; an outline of further files is not counted as showing them. */
function readRanges({ files, text }: PackedContext, budgetTokens: number): readonly LineRange[] {
  const tokens = countTokens(text.length);
  if (tokens > budgetTokens) throw new Error(`${tokens} tokens were packed into ${budgetTokens}.`);
  return files.flatMap(({ path, ranges, around }) =>
    [...ranges, ...around].map(({ startLine, endLine }) => ({ path, startLine, endLine })),
  );
}
