import { createDraws } from "../world/create-draws.ts";
import type { Weather } from "../world/open-world.ts";

/** What the network between us and GitHub does. */
export type Mode =
  | "ok"
  | "applied-then-cut"
  | "applied-then-502"
  | "cut-before"
  | "slow"
  | "stale lists"
  | "secondary limit"
  /** Lists that stay behind for longer than anybody looks: what cannot be known is left to a human. */
  | "lists that stay stale";

/** Those under which everything ends as if nothing had been wrong. */
export const modes: readonly Mode[] = [
  "ok",
  "applied-then-cut",
  "applied-then-502",
  "cut-before",
  "slow",
  "stale lists",
  "secondary limit",
];

/** How long lists may be behind, and how long we look for what may have been written. */
export interface Patience {
  readonly longestLagMs: number;
  /** As `settlePausesMs` of an instance. */
  readonly settlePausesMs: readonly number[];
  /** As `holdMs` of an instance. */
  readonly holdMs: number;
}

/** As on GitHub, and as much shorter on both sides as CI has less time. */
export const patience: Readonly<Record<"full" | "ci", Patience>> = {
  full: { longestLagMs: 5000, settlePausesMs: [1000, 2000, 3000], holdMs: 5000 },
  ci: { longestLagMs: 400, settlePausesMs: [50, 150, 300, 400], holdMs: 1000 },
};

const often = 0.5;
const HOUR_MS = 60 * 60_000;

/** The twin's faults under a mode. Half of all writes meet it, which ones is drawn from the seed. */
export function faultsOf(
  mode: Mode,
  { seed, longestLagMs }: Pick<Patience, "longestLagMs"> & { readonly seed: number },
): Weather {
  const on = "writes";
  switch (mode) {
    case "ok":
      return [];
    case "applied-then-cut":
      return [{ on, trouble: { kind: "cut", when: "after" }, share: often, seed }];
    case "applied-then-502":
      return [
        { on, trouble: { kind: "answer", when: "after", status: 502, body: "<html>" }, share: often, seed },
      ];
    case "cut-before":
      return [{ on: "everything", trouble: { kind: "cut", when: "before" }, share: 0.2, seed }];
    case "slow":
      return [{ on: "everything", trouble: { kind: "slow", delayMs: 150 } }];
    case "stale lists":
      return [
        { on: "reads", trouble: { kind: "stale", lagMs: longestLagMs * (0.2 + 0.8 * createDraws(seed)()) } },
      ];
    case "secondary limit":
      return [{ on, trouble: secondaryLimit, share: 0.3, seed }];
    case "lists that stay stale":
      return [{ on: "reads", trouble: { kind: "stale", lagMs: HOUR_MS } }];
  }
}

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits */
const secondaryLimit = {
  kind: "answer",
  when: "before",
  status: 403,
  headers: { "retry-after": "1" },
  body: { message: "You have exceeded a secondary rate limit." },
} as const;
