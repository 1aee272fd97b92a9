import { setTimeout as wait } from "node:timers/promises";
import { type DriveOptions, driveIssue } from "./drive-issue.ts";
import { readSummary } from "./read-report.ts";
import { type FlowResult, readResult } from "./read-result.ts";
import type { Flow } from "./start-flow.ts";

/** Opens the issue, waits for its end and until everything has come to rest, and tells what happened. */
export async function runFlow(
  flow: Flow,
  options: DriveOptions = {},
): Promise<FlowResult & { readonly end: string }> {
  const startedAt = performance.now();
  const { number, end } = await driveIssue(flow, options);
  const durationMs = performance.now() - startedAt;
  await settle(flow);
  return { ...(await readResult(flow, number, durationMs)), end };
}

const SETTLE_MS = 30_000;

/** Until GitHub has delivered everything and the child has worked it off. */
async function settle({ twin, child }: Pick<Flow, "twin" | "child">): Promise<void> {
  const deadline = performance.now() + SETTLE_MS;
  while (performance.now() < deadline) {
    await twin.idle();
    const { deliveries } = await readSummary(child.url);
    if ((deliveries.recorded ?? 0) === 0) return;
    await wait(100);
  }
}
