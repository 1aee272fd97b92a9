import { setTimeout as wait } from "node:timers/promises";
import { type Cluster, startCluster } from "../cluster/start-cluster.ts";
import { replayCommand } from "../suites/replay-command.ts";
import type { Effort, Suite, SuiteReport, SuiteStage, Verdict } from "../suites/suite.ts";
import { createDraws } from "../world/create-draws.ts";
import { migrateDatabase } from "../world/migrate-database.ts";
import { openRoom, type Room } from "../world/open-room.ts";
import { untilAtRest } from "../world/until-at-rest.ts";
import { type Judged, judgeIssue } from "./judge-issue.ts";
import { type Casualties, killBoth } from "./kill-both.ts";
import { type Opened, openIssues } from "./open-issues.ts";
import { stormFaults } from "./storm-faults.ts";

const inCi = { issues: 50, durationMs: 60_000 };
const inFull = { issues: 1000, durationMs: 30 * 60_000 };
const MODEL_FAILS = 0.2;
const CALM_LIFE_MS = 2 * 60_000;
/** Shorter than most lives. */
const LEASE_MS = 1000;

/** Everything dies, and everything lies, for a while. Every issue comes to its end all the same. */
export const chaos: Suite = {
  name: "chaos",
  async run(stage) {
    const cluster = await startCluster({ programs: stage.programs, durable: true });
    try {
      const room = await openStormyRoom(stage, cluster);
      try {
        const { opened, casualties } = await rage(room, cluster, stage.effort);
        return report(stage.effort, await judge(room, opened, stage.effort), casualties);
      } finally {
        await room.close();
      }
    } finally {
      await cluster.close();
    }
  },
};

/** On a server of its own, which is going to die. */
async function openStormyRoom(stage: SuiteStage, cluster: Cluster): Promise<Room> {
  const template = "chaos_template";
  await cluster.create(template);
  await migrateDatabase(cluster.url(template));
  return openRoom({ ...stage, cluster, template, say: () => undefined }, { leaseMs: LEASE_MS });
}

async function rage(
  room: Room,
  cluster: Cluster,
  { full, seed }: Effort,
): Promise<{ readonly opened: readonly Opened[]; readonly casualties: Casualties }> {
  const { world } = room;
  const { issues, durationMs } = full ? inFull : inCi;
  const draw = createDraws(seed);
  world.failModel(() => draw() < MODEL_FAILS);
  const until = AbortSignal.timeout(durationMs);
  const [opened, casualties] = await Promise.all([
    openIssues(world, { faults: stormFaults, seed, count: issues, withinMs: durationMs * 0.6 }),
    killBoth(room, cluster, { seed, until }),
  ]);
  world.failModel(() => false);
  await world.setWeather([]);
  return { opened, casualties };
}

async function judge(room: Room, opened: readonly Opened[], effort: Effort): Promise<readonly Judged[]> {
  // What nobody heard of is found by the sweep of one more start.
  await room.restart();
  const rested = await untilRested(room);
  const replay = replayCommand("chaos", effort);
  const judged: Judged[] = [];
  for (const issue of opened) judged.push(await judgeIssue(room.world, issue, { rested, replay }));
  const fell = room.falls.map((words) => `a worker ended by itself: ${words}`);
  return [...judged, { name: "no worker ends by itself", end: undefined, violations: fell, replay }];
}

/** GitHub's double, as GitHub does, allows a token 5,000 calls an hour, which a thousand issues use up: a new life has a new one. */
async function untilRested(room: Room): Promise<boolean> {
  const over = new AbortController();
  const renewing = renewLives(room, over.signal);
  try {
    return await untilAtRest(room.world);
  } finally {
    over.abort();
    await renewing;
  }
}

async function renewLives(room: Room, over: AbortSignal): Promise<void> {
  while (await wait(CALM_LIFE_MS, true, { signal: over }).catch(() => false)) await room.restart();
}

function report(
  { seed }: Effort,
  judged: readonly Judged[],
  { workers, databases }: Casualties,
): SuiteReport {
  const ends: Record<string, number> = {};
  for (const { end } of judged) if (end !== undefined) ends[end] = (ends[end] ?? 0) + 1;
  const broken = judged.filter(({ violations }: Verdict) => violations.length > 0).length;
  const told = Object.entries(ends).map(([end, count]) => `${end} ${count}`);
  return {
    verdicts: judged,
    figures: { seed, workers, databases, ends, broken },
    summary: [
      `issues: ${told.join(", ")}`,
      `deaths: ${workers} of the worker, ${databases} of Postgres; broken ${broken}`,
    ],
  };
}
