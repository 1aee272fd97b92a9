import { type Clock, systemClock } from "@osorganicai/core";
import type { TwinAnswer, TwinRequest } from "../http.ts";
import { asObject } from "../json.ts";
import { createDraws } from "./create-draws.ts";
import type { TwinFault, TwinTrouble } from "./twin-fault.ts";

/** A request by GitHub's name for it. */
interface NamedRequest extends Pick<TwinRequest, "method" | "path"> {
  readonly operation: string;
}

/** What goes wrong at a twin. */
export interface Faults {
  /** From now on these, the first one that fits first, instead of those before. */
  set(faults: readonly TwinFault[]): void;
  /** What goes wrong with a request that has just come; undefined: nothing. */
  draw(request: NamedRequest): TwinTrouble | undefined;
  /** Remembers what a request has written, so that a list can be behind. */
  note(request: NamedRequest, answer: TwinAnswer): void;
  /** A list as it was a while ago; anything else as it is. */
  lagged(request: NamedRequest, answer: TwinAnswer, lagMs: number): TwinAnswer;
}

/** Nothing goes wrong yet. */
export function createFaults(clock: Clock = systemClock): Faults {
  let active: { readonly fault: TwinFault; readonly draw: () => number; passed: number; done: number }[] = [];
  const written = new Map<string, number>();
  const now = () => clock.now().getTime();

  return {
    set(faults) {
      active = faults.map((fault) => ({ fault, draw: createDraws(fault.seed ?? 1), passed: 0, done: 0 }));
    },
    draw(request) {
      for (const entry of active) {
        const { on, trouble, after = 0, times = Number.POSITIVE_INFINITY, share = 1 } = entry.fault;
        if (!fits(on, request) || entry.done >= times || entry.draw() >= share) continue;
        entry.passed += 1;
        if (entry.passed <= after) continue;
        entry.done += 1;
        return trouble;
      }
      return undefined;
    },
    note({ method, path }, { status, body }) {
      if (method === "GET" || status >= 300) return;
      for (const item of Array.isArray(body) ? body : [body]) {
        const key = keyOf(path, item);
        if (!written.has(key)) written.set(key, now());
      }
    },
    lagged({ path }, answer, lagMs) {
      if (!Array.isArray(answer.body)) return answer;
      const body = answer.body.filter((item) => (written.get(keyOf(path, item)) ?? 0) + lagMs <= now());
      return { ...answer, body };
    },
  };
}

function fits(on: string, { method, operation }: NamedRequest): boolean {
  if (on === "everything" || on === operation) return true;
  if (operation.startsWith("apps/")) return false;
  return on === (method === "GET" ? "reads" : "writes");
}

/** Labels are the repository's: only on an issue can one be new. */
function keyOf(path: string, item: unknown): string {
  const { ref, node_id: nodeId, color, name } = asObject(item);
  return color === undefined ? String(ref ?? nodeId) : `${path} ${name}`;
}
