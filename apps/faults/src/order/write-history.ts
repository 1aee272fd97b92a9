import { Octokit } from "@octokit/rest";
import { at, type World } from "../world/open-world.ts";
import type { RawDelivery } from "../world/sign-delivery.ts";
import type { Collector } from "./collect-deliveries.ts";

/** What happened on one issue, and GitHub's deliveries about it, in order. */
export interface History {
  readonly issue: number;
  readonly deliveries: readonly RawDelivery[];
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** An issue of somebody who may not start development, two comments, a label and an edit: five events. */
export async function writeHistory({ twin, person }: World, collector: Collector): Promise<History> {
  const stranger = new Octokit({ baseUrl: twin.url, auth: twin.token("stranger"), log: quiet });
  await collector.take();
  const { data } = await stranger.issues.create({ ...at, title: "Subtract" });
  const issue = { ...at, issue_number: data.number };
  await stranger.issues.createComment({ ...issue, body: "Whole numbers only." });
  await person.issues.addLabels({ ...issue, labels: ["bug"] });
  await stranger.issues.createComment({ ...issue, body: "And negative ones." });
  await stranger.issues.update({ ...issue, body: "I need it for my taxes." });
  return { issue: data.number, deliveries: await collector.take() };
}
