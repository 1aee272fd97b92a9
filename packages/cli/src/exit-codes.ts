/** What the process ends with. Documented in every `--help`. */
export const exitCodes = {
  ok: 0,
  /** Something went wrong while working. */
  failed: 1,
  /** Wrong flags, configuration or environment: nothing was started. */
  usage: 2,
} as const;
