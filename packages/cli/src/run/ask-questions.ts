import { createInterface } from "node:readline/promises";
import type { ClarifyingQuestion } from "@osorganicai/core";
import { renderQuestion } from "./render-result.ts";

/** Asks on the terminal; Enter takes the default. @returns questions and answers as one text, or undefined after Ctrl-D */
export async function askQuestions(
  questions: readonly ClarifyingQuestion[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // In raw mode Ctrl-C is a character, not a signal.
  terminal.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    const answers: string[] = [];
    for (const question of questions) {
      const { default: choice, options, why } = question;
      const choices = options.length > 0 ? `\n  ${options.join(" · ")}` : "";
      process.stderr.write(`\n${question.question}${choices}\n  (${why})\n`);
      const answer = (await terminal.question(`[${choice}] `, { signal })).trim();
      answers.push(renderQuestion({ ...question, default: answer || choice }));
    }
    return answers.join("\n\n");
  } catch (error) {
    // Ctrl-D: nobody wants to answer now.
    if (!signal.aborted && error instanceof Error && error.name === "AbortError") return undefined;
    throw error;
  } finally {
    terminal.close();
  }
}
