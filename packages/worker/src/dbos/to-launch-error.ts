import { messageOf, OSOrganicError } from "@osorganicai/core";

/** Why an engine does not start, in a sentence. */
export function toLaunchError(cause: unknown): OSOrganicError {
  const message = messageOf(cause);
  return /schema version|(relation|function|schema) .* does not exist/.test(message)
    ? new OSOrganicError(
        "migration_failed",
        "The engine's tables are missing or old. Call migrate() first.",
        { cause },
      )
    : new OSOrganicError(
        "store_unavailable",
        `The engine cannot start: ${message}. Check that the database runs.`,
        { cause },
      );
}
