import { Octokit } from "@octokit/rest";
import { describePoint, type Point } from "../child/point.ts";
import { findPlaces, type Place } from "../crash-points/find-places.ts";
import { replayCommand } from "../suites/replay-command.ts";
import type { Suite, SuiteReport, SuiteStage, Verdict } from "../suites/suite.ts";
import { openRoom, type Room } from "../world/open-room.ts";
import { at } from "../world/open-world.ts";
import { type End, readEnd } from "../world/read-end.ts";
import { untilAtRest } from "../world/until-at-rest.ts";
import { withSlots } from "../world/with-slots.ts";

/** The child dies at every place of its start, when it finds what was sent while it was dead. Nothing stays lost. */
export const sweep: Suite = {
  name: "sweep",
  async run(stage) {
    const { effort, say } = stage;
    const { places, expected } = await recordStart(stage);
    const told = places.filter(({ writes, point }) => effort.full || writes || isCall(point));
    say(`${places.length} places of a start, ${told.length} of them told`);
    const chosen = told
      .map((place, index) => ({ place, index }))
      .filter(({ index }) => effort.only?.includes(index) ?? true);
    const verdicts = await withSlots(chosen, effort.atOnce, async () => {
      const room = await openRoom(stage);
      return {
        work: ({ place, index }: { readonly place: Place; readonly index: number }) =>
          dieInSweep(room, place, { expected, replay: replayCommand("sweep", effort, index) }),
        close: () => room.close(),
      };
    });
    return report(places, verdicts);
  },
};

/** What is asked of GitHub comes page by page, and between two pages it may end. */
function isCall({ label, side }: Point): boolean {
  return label.startsWith("github") && side === "after";
}

/** One start in which nothing goes wrong, after deliveries were missed. */
async function recordStart(
  stage: SuiteStage,
): Promise<{ readonly places: readonly Place[]; readonly expected: End }> {
  const points: Point[] = [];
  const room = await openRoom(stage);
  try {
    await room.worker.kill();
    const issue = await openIssue(room);
    const worker = await room.world.start({ record: true, onPoint: (point) => void points.push(point) });
    room.worker = worker;
    await worker.working;
    const places = findPlaces(points, "sweep");
    if (!(await untilAtRest(room.world))) throw new Error("A missed delivery does not come to its end.");
    return { places, expected: await readEnd(room.world, issue) };
  } finally {
    await room.close();
  }
}

/** Of somebody who may not start development: it ends with the Product Owner. */
async function openIssue({ world: { twin } }: Room): Promise<number> {
  const stranger = new Octokit({ baseUrl: twin.url, auth: twin.token("stranger"), log: quiet });
  const { data } = await stranger.issues.create({ ...at, title: "Subtract" });
  await twin.idle();
  return data.number;
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

async function dieInSweep(
  room: Room,
  { point }: Place,
  { expected, replay }: { readonly expected: End; readonly replay: string },
): Promise<Verdict & { readonly died: boolean }> {
  await room.worker.kill();
  const issue = await openIssue(room);
  const doomed = await room.world.start({ dieAt: [point] });
  // It may die before its sweep is over, or not come to the place at all.
  await doomed.working;
  await doomed.kill();
  const died = (await doomed.ended).at !== undefined;
  await room.restart();
  const rested = await untilAtRest(room.world);
  const end = await readEnd(room.world, issue);
  const same = JSON.stringify(end) === JSON.stringify(expected);
  return {
    name: `dying ${describePoint(point)} at the start: what was missed is found, once`,
    violations: [
      ...(rested ? [] : ["stuck: something is still under way, and nothing moves"]),
      ...(same ? [] : [`${JSON.stringify(end)} instead of ${JSON.stringify(expected)}`]),
    ],
    replay,
    died,
  };
}

function report(
  places: readonly Place[],
  verdicts: readonly (Verdict & { readonly died: boolean })[],
): SuiteReport {
  const killed = verdicts.filter(({ died }) => died).length;
  const broken = verdicts.filter(({ violations }) => violations.length > 0).length;
  return {
    verdicts,
    figures: { places: places.length, planned: verdicts.length, killed, broken },
    summary: [
      `places ${places.length}, kills ${killed} of ${verdicts.length} planned, with violations ${broken}`,
    ],
  };
}
