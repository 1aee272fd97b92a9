import { setTimeout as wait } from "node:timers/promises";
import { describePoint, type Point } from "../child/point.ts";
import { findPlaces } from "../crash-points/find-places.ts";
import { findViolations, type Traces } from "../crash-points/find-violations.ts";
import { openPatientRoom } from "../crash-points/follow-flow.ts";
import { followIssue, openIssue } from "../crash-points/person.ts";
import { markJournals, readJournals } from "../crash-points/read-journals.ts";
import { replayCommand } from "../suites/replay-command.ts";
import type { Suite, SuiteReport, SuiteStage, Verdict } from "../suites/suite.ts";
import type { Room } from "../world/open-room.ts";
import { readEnd } from "../world/read-end.ts";
import { withSlots } from "../world/with-slots.ts";
import { drawRounds } from "./draw-rounds.ts";
import { isStopped } from "./is-stopped.ts";
import { readRows } from "./read-rows.ts";

const ROUNDS_IN_CI = 10;
const ROUNDS_IN_FULL = 200;
const LEASE_MS = 2000;
/** What a zombie gets to do its worst: several of its deadlines. */
const AWAKE_MS = 5000;

/** A worker sleeps past its deadline, another one takes over, and the sleeper wakes: it writes nothing any more. */
export const zombies: Suite = {
  name: "zombies",
  async run(stage) {
    const { effort } = stage;
    const { points, traces } = await stage.baseline();
    const rounds = drawRounds(findPlaces(points), {
      rounds: effort.full ? ROUNDS_IN_FULL : ROUNDS_IN_CI,
      seed: effort.seed,
    });
    const chosen = rounds
      .map((point, index) => ({ point, index }))
      .filter(({ index }) => effort.only?.includes(index) ?? true);
    const verdicts = await withSlots(chosen, effort.atOnce, async () => ({
      work: ({ point, index }: { readonly point: Point; readonly index: number }) =>
        sleepAt(stage, point, { expected: traces, replay: replayCommand("zombies", effort, index) }),
      close: async () => undefined,
    }));
    return report(verdicts);
  },
};

async function sleepAt(
  stage: SuiteStage,
  point: Point,
  { expected, replay }: { readonly expected: Traces; readonly replay: string },
): Promise<Verdict & { readonly slept: boolean }> {
  const room = await openPatientRoom(stage, { leaseMs: LEASE_MS });
  const { world } = room;
  const mark = await markJournals(world);
  const sleeper = room.worker;
  try {
    await sleeper.working;
    await sleeper.arm({ record: false, freezeAt: point });
    const issue = await openIssue(world);
    let slept = false;
    const rested = await followIssue(world, issue, async () => {
      if (slept || !(await isStopped(sleeper.pid))) return false;
      slept = true;
      await succeed(room);
      return true;
    });
    const before = await readRows(world);
    if (slept) sleeper.signal("SIGCONT");
    await wait(AWAKE_MS);
    const stale = (await readRows(world)).filter((row, nth) => row !== before[nth]);
    const end = await readEnd(world, issue);
    const found = { end, ...(await readJournals(world, mark)) };
    return {
      name: `sleeping past the deadline ${describePoint(point)}: another one goes on, and the sleeper writes nothing`,
      violations: [
        ...findViolations(expected, found, {
          rested,
          killed: slept ? [point] : [],
          mayBlock: false,
          mayPayAgain: true,
        }),
        ...stale.map((row) => `written after the deadline: ${row}`),
      ],
      replay,
      slept,
    };
  } finally {
    await sleeper.kill();
    await room.close();
  }
}

/** Another worker beside the sleeper, which gets the deliveries from now on. */
async function succeed(room: Room): Promise<void> {
  const { world } = room;
  const next = await world.start({ elsewhere: true });
  room.worker = next;
  await next.working;
}

function report(verdicts: readonly (Verdict & { readonly slept: boolean })[]): SuiteReport {
  const slept = verdicts.filter((verdict) => verdict.slept).length;
  const broken = verdicts.filter(({ violations }) => violations.length > 0).length;
  return {
    verdicts,
    figures: { rounds: verdicts.length, slept, broken },
    summary: [`rounds ${verdicts.length}, slept ${slept}, broken ${broken}`],
  };
}
