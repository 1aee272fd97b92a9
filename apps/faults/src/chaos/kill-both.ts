import { setTimeout as wait } from "node:timers/promises";
import type { Cluster } from "../cluster/start-cluster.ts";
import { createDraws } from "../world/create-draws.ts";
import type { Room } from "../world/open-room.ts";

/** Who died how often. */
export interface Casualties {
  readonly workers: number;
  readonly databases: number;
}

/** Kills the worker every 1–3 s and Postgres every 5–10 s, as the seed draws, and starts both again at once. */
export async function killBoth(
  room: Room,
  cluster: Cluster,
  { seed, until }: { readonly seed: number; readonly until: AbortSignal },
): Promise<Casualties> {
  const kill = async (
    { from, to, draw }: { readonly from: number; readonly to: number; readonly draw: () => number },
    strike: () => Promise<void>,
  ): Promise<number> => {
    for (let deaths = 0; ; deaths += 1) {
      await wait(from + draw() * (to - from));
      if (until.aborted) return deaths;
      await strike();
    }
  };
  const [workers, databases] = await Promise.all([
    kill({ from: 1000, to: 3000, draw: createDraws(seed + 1000) }, () => room.restart()),
    kill({ from: 5000, to: 10_000, draw: createDraws(seed + 2000) }, async () => {
      await cluster.kill();
      await cluster.restart();
    }),
  ]);
  return { workers, databases };
}
