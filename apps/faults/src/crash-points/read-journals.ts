import type { World } from "../world/open-world.ts";

/** How often GitHub did a write, by its name for the operation. */
export type Effects = Readonly<Record<string, number>>;

/** One request that reached the model. */
export type ModelRequest = Awaited<ReturnType<World["double"]["journal"]>>[number];

/** Where the journals stand. Both outlive whoever is tested. */
export interface Mark {
  readonly github: number;
  readonly model: number;
}

/** What happened since. */
export interface Journals {
  readonly effects: Effects;
  readonly modelRequests: readonly ModelRequest[];
  readonly twinViolations: readonly string[];
}

/** Remembers where the journals stand. */
export async function markJournals({ twin, double }: World): Promise<Mark> {
  return { github: (await twin.journal()).length, model: (await double.journal()).length };
}

/** What the App wrote and the model was asked since a mark. */
export async function readJournals({ twin, double }: World, { github, model }: Mark): Promise<Journals> {
  const entries = (await twin.journal()).slice(github);
  const effects: Record<string, number> = {};
  for (const entry of entries) {
    if (entry.kind !== "request" || !entry.actor?.endsWith("[bot]")) continue;
    if (entry.method === "GET" || entry.status >= 300 || entry.path.endsWith("/access_tokens")) continue;
    const name = entry.operation ?? entry.path;
    effects[name] = (effects[name] ?? 0) + 1;
  }
  const twinViolations = entries.flatMap((entry) =>
    entry.kind === "violation" ? [`${entry.operation}: ${entry.fault}`] : [],
  );
  return { effects, modelRequests: (await double.journal()).slice(model), twinViolations };
}
