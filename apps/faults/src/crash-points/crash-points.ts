import { describePoint } from "../child/point.ts";
import { replayCommand } from "../suites/replay-command.ts";
import type { Suite, SuiteReport, Verdict } from "../suites/suite.ts";
import { withSlots } from "../world/with-slots.ts";
import { findPlaces, type Place } from "./find-places.ts";
import type { FlowReport } from "./flow-report.ts";
import { openHands } from "./open-hands.ts";
import { type PlannedFlow, planFlows } from "./plan-flows.ts";

/** The child dies at every place of an issue's way, under every kind of network, and the end is the same. */
export const crashPoints: Suite = {
  name: "crash-points",
  async run(stage) {
    const { effort, say } = stage;
    const { points, traces } = await stage.baseline();
    const places = findPlaces(points);
    const flows = planFlows(places, effort);
    say(
      `${places.length} places, ${places.filter(({ writes }) => writes).length} of them write; ${flows.length} flows`,
    );
    const chosen = flows.map((flow, index) => ({ flow, index }));
    const wanted = chosen.filter(({ index }) => effort.only?.includes(index) ?? true);
    const reports = await withSlots(wanted, effort.atOnce, () => openHands(stage, traces));
    const verdicts = wanted.flatMap(({ flow, index }, nth) =>
      toVerdicts(flow, reports[nth] as FlowReport, replayCommand("crash-points", effort, index)),
    );
    return report(
      places,
      wanted.map(({ flow }) => flow),
      { reports, verdicts },
    );
  },
};

/** One verdict a kill: in each of them the whole flow has to hold. */
function toVerdicts(
  { mode, kills }: PlannedFlow,
  { killed, violations }: FlowReport,
  replay: string,
): readonly Verdict[] {
  const others = kills.length > 1 ? ` (one of ${kills.length} deaths)` : "";
  return kills
    .map(describePoint)
    .filter((place) => killed.some((point) => describePoint(point) === place))
    .map((place) => ({
      name: `dying ${place}${others}, network ${mode}: everything happens once`,
      violations,
      replay,
    }));
}

function report(
  places: readonly Place[],
  flows: readonly PlannedFlow[],
  { reports, verdicts }: { readonly reports: readonly FlowReport[]; readonly verdicts: readonly Verdict[] },
): SuiteReport {
  const phases = countBy(places.map(({ phase }) => phase));
  const planned = flows.reduce((sum, { kills }) => sum + kills.length, 0);
  const killed = reports.reduce((sum, report) => sum + report.killed.length, 0);
  const broken = reports.filter(({ violations }) => violations.length > 0).length;
  const blocked = reports.filter((report) => report.blocked).length;
  const byMode = countBy(flows.flatMap(({ mode }, index) => (reports[index]?.killed ?? []).map(() => mode)));
  return {
    verdicts,
    figures: { places: places.length, phases, planned, killed, byMode, flows: flows.length, blocked, broken },
    summary: [
      `places ${places.length}: ${describe(phases)}`,
      `kills ${killed} of ${planned} planned: ${describe(byMode)}`,
      `flows ${flows.length}, stopped for a human ${blocked}, with violations ${broken}`,
    ],
  };
}

function countBy(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function describe(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([word, count]) => `${word} ${count}`)
    .join(", ");
}
