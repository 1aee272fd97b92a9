import type { World } from "../world/open-world.ts";

type Entry = Awaited<ReturnType<World["twin"]["journal"]>>[number];

/** How we behaved towards GitHub. */
export interface Manners {
  /** Requests of the installation that GitHub carried out or refused. */
  readonly calls: number;
  readonly writes: number;
  /** Times that GitHub asked for silence. */
  readonly refusals: number;
  /** Calls before the end of a silence, in sentences. */
  readonly inSilence: readonly string[];
  /** Writes within a second of the one before, in sentences. */
  readonly tooClose: readonly string[];
}

const GAP_MS = 1000;
/** The journal knows milliseconds, and rounds. */
const ROUNDED_MS = 2;

/** Pure: what GitHub's journal says of us. Every fault in it is a refusal that asks for so much silence. */
export function readManners(journal: readonly Entry[], silenceMs: number): Manners {
  const calls = journal.filter(isOurs);
  const refused = calls.filter(({ kind }) => kind === "fault");
  const writes = calls.filter((entry) => entry.kind === "fault" || entry.method !== "GET");
  const inSilence = calls.flatMap((call, nth) => {
    const asked = calls.slice(0, nth).findLast(({ kind }) => kind === "fault");
    return asked && timeOf(call) - timeOf(asked) < silenceMs - ROUNDED_MS
      ? [`${nameOf(call)} ${timeOf(call) - timeOf(asked)} ms after GitHub asked for ${silenceMs} ms`]
      : [];
  });
  const tooClose = writes.flatMap((write, nth) => {
    const before = writes[nth - 1];
    return before && timeOf(write) - timeOf(before) < GAP_MS - ROUNDED_MS
      ? [`${nameOf(write)} ${timeOf(write) - timeOf(before)} ms after ${nameOf(before)}`]
      : [];
  });
  return { calls: calls.length, writes: writes.length, refusals: refused.length, inSilence, tooClose };
}

type Call = Extract<Entry, { readonly kind: "request" | "fault" }>;

/** Signing in has limits of its own. */
function isOurs(entry: Entry): entry is Call {
  if (entry.kind === "fault") return true;
  return (
    entry.kind === "request" && entry.actor?.endsWith("[bot]") === true && !entry.path.startsWith("/app")
  );
}

function timeOf({ at }: Call): number {
  return Date.parse(at);
}

function nameOf(call: Call): string {
  return call.kind === "fault" ? `${call.operation}, which was refused,` : (call.operation ?? call.path);
}
