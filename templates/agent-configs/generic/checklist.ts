/** What an issue has to answer before it can be built. The Product Owner asks what the repository does not answer already. */
export const questions: readonly string[] = [
  "Who is it for, and what can they do afterwards that they cannot do now?",
  "What happens when it fails, and who has to hear about it?",
  "Which values are allowed, which limits apply, and what is said to whoever goes beyond them?",
  "Does anybody rely on today's behaviour, and what becomes of data that exists already?",
  "How will somebody who did not build it see that it works?",
];

/** What every change has to keep. The Developer reads this before it writes code. */
export const rules: readonly string[] = [
  "Behaviour that somebody may rely on changes only together with a test that shows the difference.",
  "Input is checked where it enters; an error says what is wrong and what to do about it.",
  "A name says what a thing is for. A comment says why, where the code cannot.",
  "No new dependency for what twenty lines can do.",
];
