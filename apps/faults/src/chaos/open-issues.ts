import { setTimeout as wait } from "node:timers/promises";
import { Octokit } from "@octokit/rest";
import { at, type Weather, type World } from "../world/open-world.ts";

/** What becomes of an issue when nothing goes wrong. */
export type Kind = "asked" | "waits for a writer" | "developed";

/** An issue that was opened. */
export interface Opened {
  readonly issue: number;
  readonly kind: Kind;
}

/** How they are opened. */
export interface OpenOptions {
  readonly count: number;
  readonly withinMs: number;
  readonly seed: number;
  readonly faults: (seed: number) => Weather;
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** Opens issues at even distances: one in ten is developed to its pull request, the others end with the Product Owner. */
export async function openIssues(
  { twin, person, setWeather, inCalm }: World,
  { count, withinMs, seed, faults }: OpenOptions,
): Promise<readonly Opened[]> {
  const stranger = new Octokit({ baseUrl: twin.url, auth: twin.token("stranger"), log: quiet });
  const opened: Opened[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const kind: Kind = nth % 10 === 0 ? "developed" : nth % 2 === 0 ? "asked" : "waits for a writer";
    const title = kind === "asked" ? "Subtract, but ask me first" : "Subtract";
    await setWeather(faults(seed + nth));
    const opener = kind === "waits for a writer" ? stranger : person;
    const { data } = await inCalm(() => opener.issues.create({ ...at, title }));
    opened.push({ issue: data.number, kind });
    await wait(withinMs / count);
  }
  return opened;
}
