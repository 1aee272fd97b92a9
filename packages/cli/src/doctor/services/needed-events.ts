import type { OwnRoute } from "@osorganicai/core";
import { routes } from "@osorganicai/instance";

/**
 * Events of a GitHub App that some route waits for. `hand-over` is our own and never comes from GitHub.
 * @param own routes of the child
 */
export function neededEvents(own: readonly OwnRoute[] = []): readonly string[] {
  const events = [...routes, ...own].map(({ on }) => on.split(".")[0] ?? "");
  return [...new Set(events.filter((event) => event !== "hand-over"))].toSorted();
}
