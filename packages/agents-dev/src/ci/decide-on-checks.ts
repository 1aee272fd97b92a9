import type { Check } from "@osorganicai/core";

/** What the checks of a commit amount to. */
export type CheckVerdict =
  | { readonly kind: "pending" }
  /** Nothing will ever report. */
  | { readonly kind: "absent" }
  | { readonly kind: "green" }
  | { readonly kind: "red"; readonly failed: readonly Check[] };

/** Pure: red as soon as all have reported and one failed; green only when all passed. */
export function decideOnChecks(
  checks: readonly Check[],
  { expected }: { readonly expected: boolean },
): CheckVerdict {
  if (checks.length === 0) return expected ? { kind: "pending" } : { kind: "absent" };
  if (checks.some(({ state }) => state === "pending")) return { kind: "pending" };
  const failed = checks.filter(({ state }) => state === "failure");
  return failed.length > 0 ? { kind: "red", failed } : { kind: "green" };
}
