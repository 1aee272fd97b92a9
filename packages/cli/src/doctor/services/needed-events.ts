import { routes } from "@osorganicai/instance";

/** Events of a GitHub App that some route waits for. `hand-over` is our own and never comes from GitHub. */
export const neededEvents: readonly string[] = [
  ...new Set(routes.map(({ on }) => on.split(".")[0] ?? "").filter((event) => event !== "hand-over")),
].toSorted();
