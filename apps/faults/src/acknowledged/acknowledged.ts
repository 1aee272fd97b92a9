import { startCluster } from "../cluster/start-cluster.ts";
import { replayCommand } from "../suites/replay-command.ts";
import type { Suite, SuiteReport, SuiteStage } from "../suites/suite.ts";
import { migrateDatabase } from "../world/migrate-database.ts";
import { openIntake } from "./open-intake.ts";
import { type Sent, sendAll } from "./send-all.ts";

const inCi = { deliveries: 10_000, appKills: 5, databaseKills: 3 };
const inFull = { deliveries: 200_000, appKills: 100, databaseKills: 50 };

/** What was answered with 202 is there, and so is its run, whoever was killed meanwhile. */
export const acknowledged: Suite = {
  name: "acknowledged",
  async run(stage) {
    const { programs, effort } = stage;
    // It writes its log to the disk as a database of a user does.
    const cluster = await startCluster({ programs, durable: true });
    try {
      await cluster.create("intake");
      await migrateDatabase(cluster.url("intake"));
      const intake = await openIntake(cluster.url("intake"));
      try {
        const sent = await sendAll({ cluster, intake, ...(effort.full ? inFull : inCi) });
        const [lost, withoutRun, doubled] = await Promise.all([
          intake.missing(sent.acknowledged, "select id from public.deliveries"),
          intake.missing(
            sent.acknowledged,
            "select split_part(workflow_uuid, '@', 1) as id from dbos.workflow_status",
          ),
          intake.count(
            "select count(*) as n from (select 1 from dbos.workflow_status group by split_part(workflow_uuid, '@', 1) having count(*) > 1) as twice",
          ),
        ]);
        return report(stage, sent, { lost: lost.length, withoutRun: withoutRun.length, doubled });
      } finally {
        await intake.close();
      }
    } finally {
      await cluster.close();
    }
  },
};

interface Losses {
  readonly lost: number;
  readonly withoutRun: number;
  readonly doubled: number;
}

function report({ effort }: SuiteStage, sent: Sent, { lost, withoutRun, doubled }: Losses): SuiteReport {
  const replay = replayCommand("acknowledged", effort);
  const kills = `${sent.appKills} deaths of the app and ${sent.databaseKills} of Postgres`;
  const verdict = (name: string, count: number, what: string) => ({
    name: `${sent.acknowledged.length} acknowledged deliveries, ${kills}: ${name}`,
    violations: count === 0 ? [] : [`${count} ${what}`],
    replay,
  });
  return {
    verdicts: [
      verdict("none is lost", lost, "are not stored"),
      verdict("each has a run", withoutRun, "have no run"),
      verdict("none has two runs", doubled, "have more than one run"),
    ],
    figures: {
      acknowledged: sent.acknowledged.length,
      refused: sent.refused,
      perSecond: Math.round(sent.acknowledged.length / (sent.durationMs / 1000)),
      appKills: sent.appKills,
      databaseKills: sent.databaseKills,
      lost,
      withoutRun,
      doubled,
    },
    summary: [
      `acknowledged ${sent.acknowledged.length}, not acknowledged ${sent.refused}, ${kills}`,
      `lost ${lost}, without a run ${withoutRun}, with two runs ${doubled}`,
    ],
  };
}
