import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";
import { createDeliveries, type SignedDelivery } from "./sign-delivery.ts";

/** What is to be sent. */
export interface Load {
  readonly port: number;
  readonly secret: string;
  readonly connections: number;
  readonly bodyBytes: number;
  /** `fresh`: each another delivery; the others: one delivery again and again. */
  readonly kind: "fresh" | "same" | "bad signature";
  /** Sends for so long, … */
  readonly seconds?: number;
  /** … or so many. */
  readonly count?: number;
}

/** What came of it. */
export interface LoadResult {
  readonly sent: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** How often each status was answered; 0: the connection broke. */
  readonly statuses: Readonly<Record<string, number>>;
}

/** Every connection sends its next delivery when the last one is answered. */
export async function sendLoad(load: Load): Promise<LoadResult> {
  const { port, secret, connections, bodyBytes, kind, seconds, count = Number.POSITIVE_INFINITY } = load;
  const next = createDeliveries(secret, bodyBytes);
  // Nobody stores them, so one is as good as many, and making them takes time from those who answer.
  const one = next(kind === "bad signature" ? kind : undefined);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  const statuses: Record<string, number> = {};
  const started = performance.now();
  const end = seconds === undefined ? Number.POSITIVE_INFINITY : started + seconds * 1000;
  let begun = 0;

  async function keepSending(): Promise<void> {
    while (begun < count && performance.now() < end) {
      begun += 1;
      const delivery = kind === "fresh" ? next() : one;
      const at = performance.now();
      const status = await send(delivery, { agent, port });
      latencies.push(performance.now() - at);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  }

  await Promise.all(Array.from({ length: connections }, keepSending));
  const elapsed = (performance.now() - started) / 1000;
  agent.destroy();
  latencies.sort((a, b) => a - b);
  const quantile = (q: number): number => round(latencies[Math.floor((latencies.length - 1) * q)] ?? 0);
  return {
    sent: latencies.length,
    perSecond: Math.round(latencies.length / elapsed),
    p50: quantile(0.5),
    p99: quantile(0.99),
    max: quantile(1),
    statuses,
  };
}

function send(
  { body, headers }: SignedDelivery,
  { agent, port }: { readonly agent: Agent; readonly port: number },
): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const options = { host: "127.0.0.1", port, path: "/api/webhooks", method: "POST", agent, headers };
  const sending = request(options, (response) => {
    response.resume();
    response.on("close", () => resolve(response.statusCode ?? 0));
  });
  sending.on("error", () => resolve(0));
  sending.end(body);
  return promise;
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
