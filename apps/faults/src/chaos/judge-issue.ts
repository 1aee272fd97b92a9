import type { Verdict } from "../suites/suite.ts";
import type { World } from "../world/open-world.ts";
import { type End, readEnd } from "../world/read-end.ts";
import type { Kind, Opened } from "./open-issues.ts";

/** What became of one issue. */
export interface Judged extends Verdict {
  /** Its conversation's status; undefined for what is about no issue. */
  readonly end: string | undefined;
}

/** Where each kind of issue ends. */
const wanted: Readonly<Record<Kind, { readonly status: string; readonly comments: readonly string[] }>> = {
  asked: { status: "needs_clarification", comments: ["questions:1"] },
  "waits for a writer": { status: "blocked", comments: ["contract:1"] },
  developed: { status: "in_review", comments: ["contract:1"] },
};

/** Whether an issue came to its end, and to no end twice. */
export async function judgeIssue(
  world: World,
  { issue, kind }: Opened,
  { rested, replay }: { readonly rested: boolean; readonly replay: string },
): Promise<Judged> {
  const end = await readEnd(world, issue);
  return {
    name: `issue ${issue} (${kind}) comes to its end once`,
    end: end.status,
    violations: [
      ...(rested ? [] : ["stuck: runs are still under way, and nothing moves"]),
      ...faultsOf(kind, end),
    ],
    replay,
  };
}

/** Pure: what is lost, doubled, or no end. */
function faultsOf(kind: Kind, end: End): readonly string[] {
  const { status, comments } = wanted[kind];
  const pulls = kind === "developed" ? 1 : 0;
  const told = end.pulls.flatMap((pull) => pull.comments);
  return [
    ...(end.status === status ? [] : [`it is ${end.status} and not ${status}`]),
    ...end.actions.filter((action) => / threw/.test(action)),
    ...(JSON.stringify(end.comments) === JSON.stringify(comments)
      ? []
      : [`comments: ${end.comments.join(", ")}`]),
    ...(end.pulls.length === pulls && end.branches === pulls
      ? []
      : [`${end.pulls.length} pull requests, ${end.branches} branches`]),
    ...(new Set(told).size === told.length ? [] : [`comments of the pull request: ${told.join(", ")}`]),
    ...end.deliveries
      .filter((delivery) => delivery.endsWith(": recorded"))
      .map((delivery) => `lost: ${delivery}`),
    ...end.effects.filter((effect) => effect.endsWith(": open")).map((effect) => `not settled: ${effect}`),
  ];
}
