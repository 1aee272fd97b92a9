import type { ChildRow, ChildState } from "../fleet-report.ts";

/** A state in a word that a person understands without a legend. */
export const stateWords: Readonly<Record<ChildState, string>> = {
  broken: "broken",
  parked: "conflict",
  failed: "failed",
  red: "CI red",
  todo: "to do",
  behind: "behind",
  current: "current",
};

/** What somebody has to know beyond the state, in one line; empty when nothing. */
export function describeRow({
  problem,
  parked,
  failed,
  missing,
  edited,
  ejected,
  todo,
  declared,
}: ChildRow): string {
  if (problem !== undefined) return problem.replaceAll(/\s+/g, " ");
  return [
    list("parked", parked),
    list("failed", failed),
    list("to do", todo),
    declared === undefined ? "" : `package.json asks for ${declared}`,
    list("deleted", missing),
    list("edited", edited),
    list("ejected", ejected),
  ]
    .filter((part) => part !== "")
    .join("; ");
}

function list(word: string, names: readonly string[]): string {
  return names.length === 0 ? "" : `${word}: ${names.join(", ")}`;
}

/** `3 children: 1 conflict, 2 current`. */
export function summarize(counts: Readonly<Record<ChildState, number>>): string {
  const states = Object.entries(counts).filter(([, count]) => count > 0);
  const total = states.reduce((sum, [, count]) => sum + count, 0);
  const parts = states.map(([state, count]) => `${count} ${stateWords[state as ChildState]}`);
  return `${total} ${total === 1 ? "child" : "children"}${parts.length > 0 ? `: ${parts.join(", ")}` : ""}`;
}
