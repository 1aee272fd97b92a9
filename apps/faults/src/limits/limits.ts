import { setTimeout as wait } from "node:timers/promises";
import { type Judged, judgeIssue } from "../chaos/judge-issue.ts";
import { replayCommand } from "../suites/replay-command.ts";
import type { Suite, SuiteReport, SuiteStage } from "../suites/suite.ts";
import { openRoom, type Room } from "../world/open-room.ts";
import { at } from "../world/open-world.ts";
import { untilAtRest } from "../world/until-at-rest.ts";
import { type Manners, readManners } from "./read-manners.ts";

const SILENCE_SECONDS = 2;

/** GitHub asks for silence again and again, and a worker dies: nobody calls it before its time is over. */
export const limits: Suite = {
  name: "limits",
  async run(stage) {
    // One run at a time: what was on its way when GitHub asked for silence could not be told from what should not be sent.
    const room = await openRoom(stage, { github: { limitGitHub: true }, concurrency: 1 });
    try {
      const judged = await develop(room, stage);
      const journal = await room.world.twin.journal();
      return report(
        judged,
        readManners(journal, SILENCE_SECONDS * 1000),
        replayCommand("limits", stage.effort),
      );
    } finally {
      await room.close();
    }
  },
};

/** An issue's whole way, in whose middle the worker dies: what it knew of limits is in the database. */
async function develop(room: Room, { effort }: SuiteStage): Promise<Judged> {
  const { world } = room;
  await world.setWeather([{ on: "writes", trouble: refusal, share: 0.3, seed: effort.seed }]);
  const { data } = await world.inCalm(() => world.person.issues.create({ ...at, title: "Subtract" }));
  while ((await readRefusals(room)) === 0) await wait(50);
  await room.restart();
  const rested = await untilAtRest(world);
  const replay = replayCommand("limits", effort);
  return judgeIssue(world, { issue: data.number, kind: "developed" }, { rested, replay });
}

async function readRefusals({ world }: Room): Promise<number> {
  return (await world.twin.journal()).filter(({ kind }) => kind === "fault").length;
}

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
const refusal = {
  kind: "answer",
  when: "before",
  status: 403,
  headers: { "retry-after": String(SILENCE_SECONDS) },
  body: { message: "You have exceeded a secondary rate limit." },
} as const;

function report(
  judged: Judged,
  { calls, writes, refusals, inSilence, tooClose }: Manners,
  replay: string,
): SuiteReport {
  const figures = { calls, writes, refusals, inSilence: inSilence.length, tooClose: tooClose.length };
  return {
    verdicts: [
      judged,
      {
        name: `${refusals} refusals with retry-after: nothing is sent before its time`,
        violations: refusals === 0 ? ["GitHub refused nothing"] : inSilence,
        replay,
      },
      { name: `${writes} writes are a second apart`, violations: tooClose, replay },
    ],
    figures,
    summary: [
      `calls ${calls}, of them ${writes} writes; refusals ${refusals}`,
      `calls inside a retry-after ${inSilence.length}, writes within a second of the one before ${tooClose.length}`,
    ],
  };
}
