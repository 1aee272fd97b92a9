import type { ClarifyingQuestion } from "@osorganicai/core";

/** The one comment that asks, for a person in a hurry: every question can be skipped. */
export function renderQuestions(questions: readonly ClarifyingQuestion[]): string {
  const one = questions.length === 1;
  return [
    `### ${one ? "One question" : `${questions.length} questions`} before this can be built`,
    ...questions.map(renderQuestion),
    `Answer in a comment, in your own words. What you leave out is built with its default.`,
  ].join("\n\n");
}

function renderQuestion(
  { question, options, default: choice, why }: ClarifyingQuestion,
  index: number,
): string {
  const choices = options.length > 0 ? [`   - Options: ${options.join(" · ")}`] : [];
  return [
    `${index + 1}. **${question}**`,
    ...choices,
    `   - Default: ${choice}`,
    `   - Why it matters: ${why}`,
  ].join("\n");
}
