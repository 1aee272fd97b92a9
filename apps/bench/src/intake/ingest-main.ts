// `pnpm --filter bench ingest [seconds]`: deliveries a second, beside what one would build otherwise.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installPeers } from "../install-peers.ts";
import { writeResult } from "../write-result.ts";
import { type Contender, contenders, peers } from "./contenders.ts";
import { runLoad } from "./load/run-load.ts";
import type { LoadResult } from "./load/send-load.ts";
import { withServer } from "./with-server.ts";

const SECONDS = Number(process.argv[2] ?? 30);
const shape = { connections: 32, bodyBytes: 8 * 1024 };

interface Measured {
  readonly fresh: LoadResult;
  /** Only of ours: the same delivery again, and one that is signed wrongly. */
  readonly same?: LoadResult;
  readonly badSignature?: LoadResult;
  /** Rows that are not there although they were acknowledged. */
  readonly lost?: number;
}

const folder = await mkdtemp(join(tmpdir(), "bench-ingest-"));
try {
  const tools = await installPeers(folder, peers);
  const measured: Record<string, Measured> = {};
  for (const contender of contenders) {
    measured[contender.name] = await measure(contender, tools);
    print(contender, measured[contender.name]?.fresh);
  }
  await report(measured);
} finally {
  await rm(folder, { recursive: true, force: true });
}

function measure(contender: Contender, tools: string): Promise<Measured> {
  return withServer(contender, tools, async ({ server: { port }, secret, postgres }) => {
    const load = { ...shape, port, secret };
    const warm = await runLoad({ ...load, kind: "fresh", seconds: Math.min(3, SECONDS) });
    const fresh = await runLoad({ ...load, kind: "fresh", seconds: SECONDS });
    if (contender.server !== "ours-pool") return { fresh };
    const { rows } = await postgres.query("select count(*)::int as n from public.deliveries");
    const accepted = (warm.statuses["202"] ?? 0) + (fresh.statuses["202"] ?? 0);
    const short = { ...load, seconds: Math.max(1, SECONDS / 3) };
    return {
      fresh,
      lost: accepted - Number(rows[0]?.["n"]),
      same: await runLoad({ ...short, kind: "same" }),
      badSignature: await runLoad({ ...short, kind: "bad signature" }),
    };
  });
}

function print({ name, does }: Contender, result: LoadResult | undefined): void {
  const { perSecond = 0, p50 = 0, p99 = 0 } = result ?? {};
  process.stdout.write(
    `${name.padEnd(20)} ${String(perSecond).padStart(6)}/s   p50 ${p50} ms   p99 ${p99} ms   ${does}\n`,
  );
}

async function report(measured: Readonly<Record<string, Measured>>): Promise<void> {
  const rate = (name: string): number => measured[name]?.fresh.perSecond ?? Number.NaN;
  const ours = measured["ours, pool"];
  const ratio = (value: number | undefined, to: number): number =>
    Math.round(((value ?? Number.NaN) / to) * 100) / 100;
  await writeResult("ingest", { seconds: SECONDS, ...shape, measured }, [
    {
      what: "× bare node:http with a digest and one INSERT",
      measured: ratio(rate("ours, pool"), rate("bare")),
      atLeast: 0.5,
    },
    {
      what: "× Probot with pg-boss",
      measured: ratio(rate("ours, pool"), rate("Probot and pg-boss")),
      atLeast: 1.2,
    },
    { what: "ms for 99 % of deliveries", measured: ours?.fresh.p99 ?? Number.NaN, atMost: 100 },
    {
      what: "× the accepted rate for duplicates",
      measured: ratio(ours?.same?.perSecond, rate("ours, pool")),
      atLeast: 2,
    },
    {
      what: "× the accepted rate for bad signatures",
      measured: ratio(ours?.badSignature?.perSecond, rate("ours, pool")),
      atLeast: 3,
    },
    { what: "deliveries acknowledged and not stored", measured: ours?.lost ?? Number.NaN, atMost: 0 },
  ]);
}
