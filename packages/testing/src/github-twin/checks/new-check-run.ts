import { systemClock } from "@osorganicai/core";
import type { Twin } from "../twin.ts";
import type { CheckRun } from "./check.ts";

/** A check run that has not begun. */
export function newCheckRun(twin: Twin, { suite, name }: Pick<CheckRun, "suite" | "name">): CheckRun {
  return {
    id: twin.nextId(),
    suite,
    name,
    externalId: "",
    detailsUrl: null,
    status: "queued",
    conclusion: null,
    startedAt: systemClock.now().toISOString(),
    completedAt: null,
    output: { title: null, summary: null, text: null },
  };
}
