// `pnpm --filter bench burst`: ten thousand deliveries at once.

import { writeResult } from "../write-result.ts";
import { contenders } from "./contenders.ts";
import { runLoad } from "./load/run-load.ts";
import { withServer } from "./with-server.ts";

const DELIVERIES = 10_000;
const [ours] = contenders;
if (!ours) throw new Error("Nobody is measured.");

const burst = await withServer(ours, "", async ({ server: { port }, secret, postgres }) => {
  const load = { port, secret, bodyBytes: 8 * 1024, kind: "fresh" } as const;
  await runLoad({ ...load, connections: 32, count: 2000 });
  const before = await countRows();
  const result = await runLoad({ ...load, connections: DELIVERIES, count: DELIVERIES });
  return { ...result, stored: (await countRows()) - before };

  async function countRows(): Promise<number> {
    const { rows } = await postgres.query("select count(*)::int as n from public.deliveries");
    return Number(rows[0]?.["n"]);
  }
});

const accepted = burst.statuses["202"] ?? 0;
await writeResult("burst", { deliveries: DELIVERIES, burst }, [
  { what: "ms until the last one was answered", measured: Math.round(burst.max), atMost: 8000 },
  { what: "% of them with 202", measured: Math.round((accepted / DELIVERIES) * 1000) / 10, atLeast: 95 },
  { what: "without an answer", measured: burst.statuses["0"] ?? 0, atMost: 0 },
  { what: "accepted and not stored", measured: Math.max(0, accepted - burst.stored), atMost: 0 },
]);
