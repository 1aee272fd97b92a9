import type { ClarifyingQuestion, Contract } from "@osorganicai/core";
import type { CheckResult, RunCost, RunProof, RunResult } from "./run-result.ts";

/** The result for a person. Questions come out as a file that can be filled in and given to `--answers`. */
export function renderResult({ questions, contract, change, proof, cost }: RunResult): string {
  if (questions) return renderQuestions(questions);
  return [
    ...(contract ? [renderContract(contract)] : []),
    ...(change ? [`Branch  ${change.branch}\nCommit  ${change.commit}\n\n${change.diffstat.trimEnd()}`] : []),
    ...(contract && proof ? [renderProof(contract, proof)] : []),
    `Cost  ${renderCost(cost)}`,
    "",
  ]
    .join("\n\n")
    .trimEnd()
    .concat("\n");
}

/** One question with room for its answer, which is its default until somebody writes another one. */
export function renderQuestion({ question, options, default: choice, why }: ClarifyingQuestion): string {
  const choices = options.length > 0 ? [`Options: ${options.join(" · ")}`] : [];
  return [`## ${question}`, "", ...choices, `Why it matters: ${why}`, "", `Answer: ${choice}`].join("\n");
}

function renderQuestions(questions: readonly ClarifyingQuestion[]): string {
  return `${questions.map(renderQuestion).join("\n\n")}\n`;
}

function renderContract({ title, summary, criteria, outOfScope, assumptions }: Contract): string {
  const list = (name: string, entries: readonly string[]) =>
    entries.length > 0 ? ["", `${name}:`, ...entries.map((entry) => `  - ${entry}`)] : [];
  return [
    `Contract  ${title}`,
    "",
    summary,
    "",
    ...criteria.map(({ id, text }) => `  ${id}  ${text}`),
    ...list("Out of scope", outOfScope),
    ...list("Assumed", assumptions),
  ].join("\n");
}

function renderProof(
  { criteria }: Contract,
  { criteria: tests, checks, testsOnBase, changedTests }: RunProof,
): string {
  const testsOf = (id: string) =>
    tests.filter(({ criterionId }) => criterionId === id).flatMap((entry) => entry.tests);
  return [
    "Proof",
    "",
    ...testsOnBase.map((run) => `  without the change  ${renderCheck(run)}`),
    ...checks.map((run) => `  with the change     ${renderCheck(run)}`),
    "",
    ...criteria.flatMap(({ id }) => testsOf(id).map((test) => `  ${id} → ${test}`)),
    ...(changedTests.length > 0
      ? ["", `  Existing tests had to change, look at them: ${changedTests.join(", ")}`]
      : []),
  ].join("\n");
}

function renderCheck({ command, exitCode, durationMs }: CheckResult): string {
  const seconds = (durationMs / 1000).toFixed(1);
  return `${exitCode === 0 ? "green" : "red  "}  ${command}  (exit code ${exitCode}, ${seconds} s)`;
}

function renderCost({ calls, inputTokens, outputTokens, usd, unpriced, models }: RunCost): string {
  const price = unpriced === calls && calls > 0 ? "price unknown" : `$${usd.toFixed(4)}`;
  const rest = unpriced > 0 && unpriced < calls ? `, ${unpriced} calls of unknown price` : "";
  return `${price}${rest}: ${calls} calls, ${inputTokens} tokens in, ${outputTokens} out, ${models.join(", ") || "no model"}`;
}
