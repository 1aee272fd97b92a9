import type { RunContext } from "../agent/run-context.ts";
import { isOSOrganicError } from "../errors.ts";
import type { CodeCandidate, CodeContext, RepositoryCommit } from "../ports/code-context.ts";
import type { LanguageModel, Prompt } from "../ports/language-model.ts";
import { buildRankTask } from "./build-rank-task.ts";
import { orderCandidates } from "./order-candidates.ts";
import type { RankCodeCall } from "./rank-code-call.ts";

/** What is put in order, and by whom. */
export interface RankRequest {
  readonly codeContext: CodeContext | undefined;
  readonly llm: LanguageModel;
  readonly call: RankCodeCall;
  /** What code is looked for. */
  readonly text: string;
  /** Where; undefined when there is no commit yet. Asked within a step. */
  at(): Promise<RepositoryCommit | undefined>;
  /** The agent's own. */
  buildPrompt(prompt: Prompt): Promise<Prompt>;
}

/** So many files are put in order; beyond them few are right. */
const MOST = 20;

/**
 * Paths of the files that a text seems to be about, in the order of a small model: two steps, the candidates and the call.
 * Empty when there is nothing to choose from, and when the model has no usable answer: nobody's work stops for want of a hint.
 */
export async function rankCode(context: RunContext, request: RankRequest): Promise<readonly string[]> {
  const { codeContext, llm, call, text, at, buildPrompt } = request;
  const candidates = await context.step("read:candidates", async (): Promise<readonly CodeCandidate[]> => {
    const commit = await at();
    return (commit && (await codeContext?.candidates?.(commit, { text, most: MOST }))) ?? [];
  });
  if (candidates.length < 2) return [];
  const prompt = await buildPrompt({ system: call.system, task: buildRankTask(text, candidates) });
  try {
    return orderCandidates(candidates, await llm.generate(context, call, prompt));
  } catch (error) {
    if (!isOSOrganicError(error) || !error.code.startsWith("model_")) throw error;
    context.log.warn("code.not_ranked", { code: error.code });
    return [];
  }
}
