import { describePoint, type Point } from "../child/point.ts";

/** Where on an issue's way a place lies. */
export type Phase = "intake" | "product owner" | "developer" | "ci" | "sweep";

/** A place, by where it lies and what is there when the process dies. */
export interface Place {
  readonly point: Point;
  readonly phase: Phase;
  /** Something was written here that a later life can meet. */
  readonly writes: boolean;
  /** What is called there, of whatever step or row: `supabase POST /rest/v1/llm_calls`, `engine insert into dbos.operation_outputs`. */
  readonly call: string;
  /** It is about a write to GitHub: the write itself, or the word right before it that it is going to be sent. */
  readonly ofEffect: boolean;
}

/**
 * Pure: the places of one way through the product, in order, each once however often it is passed.
 * @param points everything that was passed, in order
 */
export function findPlaces(points: readonly Point[], start: Phase = "product owner"): readonly Place[] {
  const known = new Set<string>();
  const places: Place[] = [];
  let agent: Phase = start;
  for (const point of points) {
    agent = startedAgent(point) ?? agent;
    const name = describePoint(point);
    if (known.has(name)) continue;
    known.add(name);
    const phase = start === "sweep" ? "sweep" : isIntake(point) ? "intake" : agent;
    const writes = point.side === "after" && isWrite(point);
    places.push({ point, phase, writes, call: callOf(point), ofEffect: writes && isOfEffect(point) });
  }
  return places;
}

function startedAgent({ label }: Point): Phase | undefined {
  const [, agent] = / agent_actions (\w+) started/.exec(label.replace("/rest/v1/", " ")) ?? [];
  if (agent === "product_owner") return "product owner";
  return agent === "developer" || agent === "ci" ? agent : undefined;
}

function isIntake({ label }: Point): boolean {
  return label.includes("ingest_delivery");
}

function callOf({ label }: Point): string {
  return /^engine (insert into|delete from) \S+|^\S+ \S+ \S+/.exec(label)?.[0] ?? label;
}

function isOfEffect({ label }: Point): boolean {
  return /^github |\/rpc\/hold_effect\b/.test(label);
}

/** What leaves something behind that a later life can meet: rows that are committed, GitHub's state, a paid answer, a sandbox. */
function isWrite({ label }: Point): boolean {
  if (label.endsWith("/access_tokens")) return false;
  if (/^(supabase|github) (POST|PUT|PATCH|DELETE)|^model POST|^sandbox/.test(label)) return true;
  return label.startsWith("engine");
}
