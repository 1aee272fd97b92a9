import { repairAnswer } from "../emulator/repairs.ts";
import type { PullJson } from "../json.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import { completePull } from "./complete-pull.ts";

/** A pull request with everything that git knows about it, or undefined when the number is none's. */
export async function readPull(
  twin: Twin,
  repository: TwinRepository,
  number: number,
): Promise<PullJson | undefined> {
  if (!repository.pulls.has(number)) return undefined;
  const answer = await twin.emulator.ask("GET", `/repos/${repository.fullName}/pulls/${number}`);
  return completePull(repository, repairAnswer(twin, "pulls/get", answer) as PullJson);
}
