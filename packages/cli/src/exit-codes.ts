/** What the process ends with. Documented in every `--help`. */
export const exitCodes = {
  ok: 0,
  /** Something went wrong while working. */
  failed: 1,
  /** Wrong flags, configuration or environment: nothing was started. */
  usage: 2,
  /** The agents have questions that nobody was there to answer. */
  asked: 3,
  /** Done as far as it goes: a person has to look at something, which is named. */
  needsYou: 4,
  /** `status --check`: an upgrade has something to do. */
  outdated: 5,
} as const;

/** What a command ends with. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
