import type { Effort } from "./suite.ts";

/** What runs one case again as it was. */
export function replayCommand(suite: string, { full, seed }: Effort, index?: number): string {
  const flags = [
    `--suite ${suite}`,
    `--seed ${seed}`,
    ...(full ? ["--full"] : []),
    ...(index === undefined ? [] : [`--only ${index}`]),
  ];
  return `pnpm test:faults ${flags.join(" ")}`;
}
