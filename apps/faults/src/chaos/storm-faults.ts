import type { Weather } from "../world/open-world.ts";

/** Each of five kinds is drawn by itself, so that about 30 of 100 requests go wrong: 1 - 0.93 ** 5. */
const share = 0.07;

/** What GitHub does in a storm: five kinds of trouble with every request. */
export function stormFaults(seed: number): Weather {
  const on = "everything";
  const bad = { kind: "answer", status: 502, body: "<html>Bad gateway</html>" } as const;
  return [
    { on, share, seed, trouble: { kind: "cut", when: "before" } },
    { on, share, seed: seed + 1, trouble: { kind: "cut", when: "after" } },
    { on, share, seed: seed + 2, trouble: { ...bad, when: "before" } },
    { on, share, seed: seed + 3, trouble: { ...bad, when: "after" } },
    { on, share, seed: seed + 4, trouble: { kind: "slow", delayMs: 300 } },
  ];
}
