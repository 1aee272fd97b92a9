import { describePoint, type Point } from "../child/point.ts";
import type { End } from "../world/read-end.ts";
import type { Effects, ModelRequest } from "./read-journals.ts";

/** Everything one flow left behind. */
export interface Traces {
  readonly end: End;
  /** Writes that GitHub did, by operation. */
  readonly effects: Effects;
  /** What reached the model, in order. */
  readonly modelRequests: readonly ModelRequest[];
  /** What the twin found wrong with requests. */
  readonly twinViolations: readonly string[];
}

/** What is known of the flow itself. */
export interface Circumstances {
  readonly rested: boolean;
  readonly killed: readonly Point[];
  /** Whether the flow may have stopped for a human, because nobody can know what happened. */
  readonly mayBlock: boolean;
  /** Whether a worker may have been taken over while it waited for an answer. @default false */
  readonly mayPayAgain?: boolean;
}

/** Pure: what differs from a flow in which nothing went wrong, in sentences. */
export function findViolations(
  expected: Traces,
  found: Traces,
  { rested, killed, mayBlock, mayPayAgain = false }: Circumstances,
): readonly string[] {
  const stopped = mayBlock && found.end.status === "blocked";
  return [
    ...(rested ? [] : ["stuck: something is still under way, and nothing moves"]),
    ...(stopped ? [] : differences(expected.end, found.end)),
    ...doubled(expected.effects, found.effects, stopped),
    ...(mayPayAgain ? [] : paidTwice(found.modelRequests, killed)),
    ...found.twinViolations.map((violation) => `GitHub would not have taken: ${violation}`),
  ];
}

function differences(expected: End, found: End): readonly string[] {
  const keys = Object.keys(expected) as (keyof End)[];
  return keys
    .filter((key) => JSON.stringify(expected[key]) !== JSON.stringify(found[key]))
    .map((key) => `${key}: ${JSON.stringify(found[key])} instead of ${JSON.stringify(expected[key])}`);
}

/** Labels and the objects of a commit are named by what they are: writing them again changes nothing. */
const repeatable: ReadonlySet<string> = new Set([
  "issues/add-labels",
  "git/create-blob",
  "git/create-tree",
  "git/create-commit",
]);

function doubled(expected: Effects, found: Effects, stopped: boolean): readonly string[] {
  const operations = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...operations]
    .filter((operation) => !repeatable.has(operation))
    .map((operation) => [operation, expected[operation] ?? 0, found[operation] ?? 0] as const)
    .filter(([operation, wanted, times]) =>
      // A flow that stopped says so in a comment of its own.
      stopped ? times > wanted + (operation === "issues/create-comment" ? 1 : 0) : times !== wanted,
    )
    .map(([operation, wanted, times]) => `${operation}: done ${times} times instead of ${wanted}`);
}

/** An answer that is stored is never asked for again; one that was on its way when the process died may be. */
function paidTwice(requests: readonly ModelRequest[], killed: readonly Point[]): readonly string[] {
  const answered = requests.filter(({ status }) => status === 200);
  const repeated = answered.length - new Set(answered.map(({ messagesSha256 }) => messagesSha256)).size;
  const allowed = killed.filter(isBeforeStored).length;
  return repeated <= allowed
    ? []
    : [
        `${repeated} answers of the model were paid again; ${allowed} were not stored: ${killed.map(describePoint)}`,
      ];
}

function isBeforeStored({ label, side }: Point): boolean {
  if (label.startsWith("model ")) return true;
  return side === "before" && /operation_outputs model:/.test(label);
}
