import type { GitHubTwin } from "@osorganicai/testing";

type Faults = Parameters<GitHubTwin["setFaults"]>[0];

/** What the network between us and GitHub does. */
export type Mode =
  | "ok"
  | "applied-then-cut"
  | "applied-then-502"
  | "cut-before"
  | "slow"
  | "stale lists"
  | "secondary limit";

/** All of them. */
export const modes: readonly Mode[] = [
  "ok",
  "applied-then-cut",
  "applied-then-502",
  "cut-before",
  "slow",
  "stale lists",
  "secondary limit",
];

const often = 0.5;

/** The twin's faults under a mode. Half of all writes meet it, which ones is drawn from the seed. */
export function faultsOf(mode: Mode, seed: number): Faults {
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
      return [{ on: "reads", trouble: { kind: "stale", lagMs: 1000 + ((seed * 977) % 4000) } }];
    case "secondary limit":
      return [{ on, trouble: secondaryLimit, share: 0.3, seed }];
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
