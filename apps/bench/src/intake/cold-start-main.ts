// `pnpm --filter bench cold-start [rounds]`: from the start of a process to its first accepted delivery.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { installPeers } from "../install-peers.ts";
import { writeResult } from "../write-result.ts";
import { type Contender, contenders, peers } from "./contenders.ts";
import { sendLoad } from "./load/send-load.ts";
import { type Place, withServer } from "./with-server.ts";

const ROUNDS = Number(process.argv[2] ?? 20);

const functionOnVercel: Contender = {
  name: "ours, function",
  does: "api/webhooks.ts of a child; @supabase/lite, which is warm, in Supabase's place",
  server: "ours-function",
  tables: "ours",
  overRest: true,
};
const measuredOnes: readonly Contender[] = [
  functionOnVercel,
  ...contenders.filter(({ server }) => ["ours-pool", "bare", "probot"].includes(server)),
];

const folder = await mkdtemp(join(tmpdir(), "bench-cold-"));
try {
  const tools = await installPeers(folder, peers);
  const places: { readonly name: string; readonly place: Place }[] = [];
  const all: Record<string, number[]> = {};
  await openAll(measuredOnes, tools, async () => {
    // By turns, so that whatever else the machine does meets all of them.
    for (let round = 0; round < ROUNDS; round += 1)
      for (const { name, place } of places) (all[name] ??= []).push(await startCold(place));
  });
  await report(all);

  async function openAll(
    [first, ...rest]: readonly Contender[],
    tools: string,
    work: () => Promise<void>,
  ): Promise<void> {
    if (!first) return work();
    return withServer(first, tools, async (place) => {
      places.push({ name: first.name, place });
      await startCold(place); // Files are read from the disk once.
      return openAll(rest, tools, work);
    });
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Milliseconds. */
async function startCold({ secret, startAnother }: Place): Promise<number> {
  const started = performance.now();
  const { port, stop } = await startAnother();
  const load = { port, secret, connections: 1, bodyBytes: 8 * 1024, kind: "fresh", count: 1 } as const;
  const { statuses } = await sendLoad(load);
  const elapsed = performance.now() - started;
  await stop();
  const [status = "0"] = Object.keys(statuses);
  if (!status.startsWith("2")) throw new Error(`The first delivery was answered with ${status}.`);
  return Math.round(elapsed * 10) / 10;
}

async function report(all: Readonly<Record<string, readonly number[]>>): Promise<void> {
  const median = (name: string): number =>
    (all[name] ?? []).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
  for (const { name, does } of measuredOnes)
    process.stdout.write(`${name.padEnd(20)} ${median(name).toFixed(0).padStart(5)} ms   ${does}\n`);
  const ratio = (to: string): number => Math.round((median("ours, function") / median(to)) * 100) / 100;
  await writeResult("cold-start", { rounds: ROUNDS, milliseconds: all }, [
    { what: "× Probot's cold start", measured: ratio("Probot"), atMost: 0.65 },
    { what: "× that of bare node with pg", measured: ratio("bare"), atMost: 1.5 },
  ]);
}
