import { startCluster } from "../cluster/start-cluster.ts";
import { replayCommand } from "../suites/replay-command.ts";
import type { Suite, SuiteReport, SuiteStage, Verdict } from "../suites/suite.ts";
import { createDraws } from "../world/create-draws.ts";
import { migrateDatabase } from "../world/migrate-database.ts";
import { openRoom } from "../world/open-room.ts";
import { untilAtRest } from "../world/until-at-rest.ts";
import { judgeIssue } from "./judge-issue.ts";
import { type Casualties, killBoth } from "./kill-both.ts";
import { type Opened, openIssues } from "./open-issues.ts";
import { stormFaults } from "./storm-faults.ts";

const inCi = { issues: 50, durationMs: 60_000 };
const inFull = { issues: 1000, durationMs: 30 * 60_000 };
const MODEL_FAILS = 0.2;
/** Shorter than most lives. */
const LEASE_MS = 2000;

/** Everything dies, and everything lies, for a while. Every issue comes to its end all the same. */
export const chaos: Suite = {
  name: "chaos",
  async run(stage) {
    const { programs, effort } = stage;
    const size = effort.full ? inFull : inCi;
    const cluster = await startCluster({ programs, durable: true });
    const template = "chaos_template";
    await cluster.create(template);
    await migrateDatabase(cluster.url(template));
    const room = await openRoom({ ...stage, cluster, template, say: () => undefined }, { leaseMs: LEASE_MS });
    const { world } = room;
    try {
      const draw = createDraws(effort.seed);
      world.failModel(() => draw() < MODEL_FAILS);
      const over = AbortSignal.timeout(size.durationMs);
      const storm = { faults: stormFaults, seed: effort.seed };
      const [opened, casualties] = await Promise.all([
        openIssues(world, { ...storm, count: size.issues, withinMs: size.durationMs * 0.6 }),
        killBoth(room, cluster, { seed: effort.seed, until: over }),
      ]);
      world.failModel(() => false);
      await world.twin.setFaults([]);
      // What nobody heard of is found by the sweep of one more start.
      await room.restart();
      const rested = await untilAtRest(world);
      const verdicts = [];
      for (const issue of opened)
        verdicts.push(await judgeIssue(world, issue, { rested, replay: replayCommand("chaos", effort) }));
      return report(stage, verdicts, { opened, casualties });
    } finally {
      await room.close();
      await cluster.close();
    }
  },
};

function report(
  { effort }: SuiteStage,
  judged: readonly (Verdict & { readonly end: string })[],
  { opened, casualties }: { readonly opened: readonly Opened[]; readonly casualties: Casualties },
): SuiteReport {
  const ends: Record<string, number> = {};
  for (const { end } of judged) ends[end] = (ends[end] ?? 0) + 1;
  const broken = judged.filter(({ violations }) => violations.length > 0).length;
  const { workers, databases } = casualties;
  return {
    verdicts: judged,
    figures: { seed: effort.seed, issues: opened.length, workers, databases, ends, broken },
    summary: [
      `issues ${opened.length}: ${Object.entries(ends)
        .map(([end, count]) => `${end} ${count}`)
        .join(", ")}`,
      `deaths: ${workers} of the worker, ${databases} of Postgres; broken ${broken}`,
    ],
  };
}
