/** For node, as in `vitest.config.ts`: a run in a test is over before an optimised Postgres pays. */
export const databaseFlags: readonly string[] = ["--liftoff-only"];
