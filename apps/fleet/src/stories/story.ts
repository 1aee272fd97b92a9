import { inject, test } from "vitest";
import type { Fleet } from "../fleet.ts";
import type { ToolName } from "../tools/tools.ts";

/** A test on the fleet; where a tool that it needs could not be installed, it is named as one that did not run. */
export function storyWith(...needs: readonly ToolName[]): typeof test {
  const tools = inject("tools");
  const isThere = (name: ToolName) => "program" in tools[name];
  // oxlint-disable-next-line vitest/no-disabled-tests -- it is the stories that have the functions
  return test.skipIf(inject("fleet") === undefined || !needs.every(isThere)) as typeof test;
}

/** What the set-up made. @throws Error where there is none, which only a story that is skipped could meet */
export function useFleet(): Fleet {
  const fleet = inject("fleet");
  if (fleet === undefined) throw new Error("There is no fleet: see what the set-up said.");
  return fleet;
}

/** Absolute path of a tool's program. @throws Error when it is not installed */
export function programOf(name: ToolName): string {
  const tool = inject("tools")[name];
  if ("missing" in tool) throw new Error(tool.missing);
  return tool.program;
}
