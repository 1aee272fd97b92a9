/** What spawning ends with. Documented in `--help`. */
export const spawnExitCodes = {
  ok: 0,
  /** Something went wrong; nothing is left behind. */
  failed: 1,
  /** Wrong flags, a refused name or folder: nothing was started. */
  usage: 2,
  /** The child is there, but its packages could not be installed. */
  notInstalled: 3,
} as const;
