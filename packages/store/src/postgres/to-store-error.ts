import type { OSOrganicError } from "@osorganicai/core";
import { storeError } from "../store-error.ts";

/** The SQLSTATE that Postgres answered, or "" when there was no answer. */
export function sqlStateOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) ? code : "";
}

/** What node-postgres throws quotes values and keys, so nothing of it but the code goes on. */
export function toStoreError(operation: string, error: unknown): OSOrganicError {
  const sqlState = sqlStateOf(error);
  return storeError(operation, { sqlState: sqlState || "none", status: sqlState === "" ? 0 : 400 });
}
