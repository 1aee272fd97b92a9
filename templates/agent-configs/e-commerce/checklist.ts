/** What an issue has to answer before it can be built. */
export const questions: readonly string[] = [
  "Who is it for, and what can they do afterwards that they cannot do now?",
];

/** What every change has to keep. */
export const rules: readonly string[] = [
  "Behaviour that somebody may rely on changes only with a test that shows it.",
];
