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
  const path = `/repos/${repository.fullName}`;
  const [pull, comments] = await Promise.all([
    twin.emulator.ask("GET", `${path}/pulls/${number}`),
    twin.emulator.ask("GET", `${path}/issues/${number}/comments?per_page=100`),
  ]);
  const repaired = repairAnswer(twin, "pulls/get", pull) as PullJson;
  // The emulator counts them only for issues.
  return completePull(repository, { ...repaired, comments: (comments as readonly unknown[]).length });
}
