/** What `--only` takes, apart from the checks themselves because `--help` loads nothing. A test compares. */
export const checkNames = [
  "node",
  "package-manager",
  "versions",
  "copies",
  "sandbox",
  "config",
  "agents",
  "git",
  "conflicts",
  "files",
  "workflows",
  "sql",
  "migrations",
  "environment",
  "webhook-secret",
  "github",
  "webhook",
  "database",
  "row-security",
  "model",
] as const;

/** One of {@link checkNames}. */
export type CheckName = (typeof checkNames)[number];
