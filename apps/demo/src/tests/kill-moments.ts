import { setTimeout as wait } from "node:timers/promises";
import { readSummary } from "../flow/read-report.ts";
import type { Flow } from "../flow/start-flow.ts";

/** When the child dies: as soon as this much has happened at the model or at GitHub, which both survive. */
export type KillMoment =
  /** While the model thinks about its n-th request, which it never answers. */
  | { readonly inside: "model call"; readonly request: number }
  /** While a tool works that the answer to the n-th request called: so long after that answer was stored. */
  | { readonly inside: "tool call"; readonly request: number; readonly afterMs: number }
  /** When GitHub has just done our n-th write; its answer may be lost. */
  | { readonly inside: "effect"; readonly write: number };

/** How many times the child is killed in one flow, and how often such a flow is run. */
export const KILLS_PER_FLOW = 2;

/** The moments of one flow, drawn from a seed: the same seed always gives the same ones. */
export function drawMoments(seed: number): readonly KillMoment[] {
  const draw = createDice(seed);
  const early = draw([1, 2, 3]);
  const late = draw([4, 5]);
  return [
    drawMoment(draw, { request: early, write: draw([1, 2, 3, 4]) }),
    drawMoment(draw, { request: late, write: draw([6, 7, 8, 9, 10]) }),
  ];
}

type Dice = <const T>(sides: readonly [T, ...T[]]) => T;

function drawMoment(
  draw: Dice,
  { request, write }: { readonly request: number; readonly write: number },
): KillMoment {
  const inside = draw(["model call", "tool call", "effect"]);
  if (inside === "effect") return { inside, write };
  if (inside === "model call") return { inside, request };
  return { inside, request, afterMs: draw([50, 100, 200, 350]) };
}

/** A small generator of repeatable numbers (mulberry32). */
function createDice(seed: number): Dice {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return sides[((mixed ^ (mixed >>> 14)) >>> 0) % sides.length] ?? sides[0];
  };
}

/** Resolves when the moment has come. */
export async function untilMoment(flow: Flow, moment: KillMoment): Promise<void> {
  if (moment.inside === "effect") return until(async () => (await countWrites(flow)) >= moment.write);
  await until(async () => (await readAsked(flow)).length >= moment.request);
  if (moment.inside === "model call") return;
  const stored = new Set((await readAsked(flow)).slice(0, moment.request)).size;
  await until(async () => (await readSummary(flow.child.url)).modelCalls.count >= stored);
  await wait(moment.afterMs);
}

/** What the model was asked so far. The same twice is the same text twice. */
async function readAsked({ double }: Flow): Promise<readonly string[]> {
  return ((await double?.journal()) ?? []).map(({ messagesSha256 }) => messagesSha256);
}

/** Writes of our App that GitHub accepted. */
async function countWrites({ twin }: Flow): Promise<number> {
  const journal = await twin.journal();
  return journal.filter(
    (entry) =>
      entry.kind === "request" &&
      entry.actor?.endsWith("[bot]") &&
      entry.method !== "GET" &&
      entry.status < 300 &&
      !entry.path.includes("/access_tokens"),
  ).length;
}

async function until(reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) await wait(10);
}
