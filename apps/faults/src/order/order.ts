import { replayCommand } from "../suites/replay-command.ts";
import type { Suite, SuiteReport, SuiteStage, Verdict } from "../suites/suite.ts";
import { openRoom, type Room } from "../world/open-room.ts";
import { type End, readEnd } from "../world/read-end.ts";
import { sendDelivery } from "../world/sign-delivery.ts";
import { untilAtRest } from "../world/until-at-rest.ts";
import { type Collector, collectDeliveries } from "./collect-deliveries.ts";
import { listOrders } from "./list-orders.ts";
import { type History, writeHistory } from "./write-history.ts";

const REDELIVERIES = 100;

/** Deliveries in any order, and as often as anybody likes, come to one end. */
export const order: Suite = {
  name: "order",
  async run(stage) {
    const room = await openRoom(stage);
    const collector = await collectDeliveries(room.world);
    try {
      const verdicts = [
        ...(await inEveryOrder(stage, room, collector)),
        ...(await manyTimes(stage, room, collector)),
      ];
      return report(verdicts);
    } finally {
      await collector.close();
      await room.close();
    }
  },
};

/** Five events of one issue's history, in all 120 orders, each on an issue of its own. */
async function inEveryOrder(
  { effort }: SuiteStage,
  { world, worker }: Room,
  collector: Collector,
): Promise<readonly Verdict[]> {
  const histories: History[] = [];
  const orders = listOrders(5);
  for (const _ of orders) histories.push(await writeHistory(world, collector));
  for (const [nth, history] of histories.entries())
    for (const index of orders[nth] ?? []) {
      const delivery = history.deliveries[index];
      if (delivery) await sendDelivery(worker.url, delivery, collector.secret);
    }
  const rested = await untilAtRest(world);
  const ends: string[] = [];
  for (const { issue } of histories) ends.push(JSON.stringify(withoutWho(await readEnd(world, issue))));
  return orders.map((indexes, nth) => ({
    name: `five events in the order ${indexes.map((index) => index + 1).join("")}: the same end as in theirs`,
    violations: [
      ...(rested ? [] : ["stuck: something is still under way, and nothing moves"]),
      ...(ends[nth] === ends[0] ? [] : [`${ends[nth]} instead of ${ends[0]}`]),
      ...((histories[nth]?.deliveries.length ?? 0) === 5 ? [] : ["the history has not five events"]),
      ...(isWorkedOff(ends[nth]) ? [] : [`the issue was not understood once: ${ends[nth]}`]),
    ],
    replay: replayCommand("order", effort),
  }));
}

/** Which of the events was the one that did the work is the only thing that their order decides. */
function withoutWho(end: End): End {
  const outcomes = end.deliveries.map((delivery) => delivery.replace(/^.*: /, "")).toSorted();
  return { ...end, deliveries: outcomes };
}

/** The end itself must be one, or 120 empty ones would be equal. */
function isWorkedOff(end: string | undefined): boolean {
  const { status, contracts, comments } = JSON.parse(end ?? "{}") as End;
  return status === "blocked" && contracts === 1 && comments.length === 1;
}

/** One delivery, many times at once. */
async function manyTimes(
  { effort }: SuiteStage,
  { world, worker }: Room,
  collector: Collector,
): Promise<readonly Verdict[]> {
  const rounds = effort.full ? 100 : 1;
  const verdicts: Verdict[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const { issue, deliveries } = await writeHistory(world, collector);
    const [opened] = deliveries;
    if (!opened) throw new Error("An opened issue was not delivered.");
    const answers = await Promise.all(
      Array.from({ length: REDELIVERIES }, () => sendDelivery(worker.url, opened, collector.secret)),
    );
    const rested = await untilAtRest(world);
    const { runs, comments } = await readEnd(world, issue);
    const accepted = answers.filter(({ status }) => status === 202).length;
    const recorded = answers.filter(({ text }) => text.includes('"recorded"')).length;
    const found = `${accepted} accepted, ${recorded} recorded, ${runs} runs, ${comments.length} comments`;
    // An intake that has too much to do may say so, or nothing; what it takes must be the same one.
    const right = rested && recorded <= 1 && runs === 1 && comments.length === 1;
    verdicts.push({
      name: `round ${round}: one delivery ${REDELIVERIES} times at once is recorded once and run once`,
      violations: right ? [] : [found],
      replay: replayCommand("order", effort),
    });
  }
  return verdicts;
}

function report(verdicts: readonly Verdict[]): SuiteReport {
  const broken = verdicts.filter(({ violations }) => violations.length > 0).length;
  return {
    verdicts,
    figures: { orders: 120, rounds: verdicts.length - 120, broken },
    summary: [
      `orders 120, rounds of ${REDELIVERIES} redeliveries ${verdicts.length - 120}, broken ${broken}`,
    ],
  };
}
