// `pnpm --filter bench memory`: what 100 large bodies at once, and 100 000 deliveries, do to the process.

import { writeResult } from "../write-result.ts";
import { contenders } from "./contenders.ts";
import { runLoad } from "./load/run-load.ts";
import { readMemory } from "./read-memory.ts";
import { withServer } from "./with-server.ts";

const DELIVERIES = 100_000;
const [ours] = contenders;
if (!ours) throw new Error("Nobody is measured.");

const large = await withServer(ours, "", async ({ server: { port, pid }, secret }) => {
  const load = { port, secret, connections: 100, bodyBytes: 4_000_000, kind: "fresh", count: 100 } as const;
  const { statuses } = await runLoad(load);
  return { statuses, ...(await readMemory(pid)) };
});

const many = await withServer(ours, "", async ({ server: { port, pid }, secret }) => {
  const load = { port, secret, connections: 32, bodyBytes: 1024, kind: "fresh" } as const;
  // Until a process is warm it takes what it needs, and keeps it: that is no growth yet.
  await runLoad({ ...load, count: DELIVERIES });
  const before = (await readMemory(pid)).now;
  const { statuses } = await runLoad({ ...load, count: DELIVERIES });
  return { statuses, before, after: (await readMemory(pid)).now };
});

const answered = (large.statuses["202"] ?? 0) + (large.statuses["503"] ?? 0);
await writeResult("memory", { largeBodies: large, manyDeliveries: many }, [
  { what: "MB at most, during 100 bodies of 4 MB at once", measured: large.peak, atMost: 300 },
  { what: "of them answered with 202 or 503", measured: answered, atLeast: 100 },
  { what: "MB more after 100 000 deliveries", measured: many.after - many.before, atMost: 10 },
]);
