import { request } from "node:http";
import type { Instance } from "@osorganicai/instance";
import { serve } from "srvx";
import { expect, onTestFinished, test } from "vitest";
import { createDevRoutes } from "./dev-routes.ts";

const report: Awaited<ReturnType<Instance["report"]>> = {
  summary: async () => ({
    deliveries: {},
    conversations: {},
    effects: { settled: 0, open: 0 },
    modelCalls: { count: 2, inputTokens: 0, outputTokens: 0, costUsd: 0, unpriced: 0 },
    actions: 0,
  }),
  conversations: async () => [],
  deliveries: async () => [],
  effects: async () => [],
  modelCalls: async () => [],
  actions: async () => [],
};

/** A server with the routes, asked over the wire: what counts is the header as it arrives. */
async function ask(path: string, { host, method = "GET" }: { host?: string; method?: string } = {}) {
  const ok = async () => Response.json({ said: "ok" });
  const routes = createDevRoutes({
    webhooks: ok,
    health: ok,
    report: async () => report,
    runs: async () => [],
  });
  const server = serve({
    fetch: routes,
    port: 0,
    hostname: "127.0.0.1",
    silent: true,
    gracefulShutdown: false,
  });
  onTestFinished(() => server.close(true));
  await server.ready();
  return new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const asked = request(
      new URL(path, server.url),
      { method, ...(host && { headers: { host } }) },
      async (answer) => {
        const chunks: Buffer[] = [];
        for await (const chunk of answer) chunks.push(chunk as Buffer);
        resolve({ status: answer.statusCode, body: Buffer.concat(chunks).toString() });
      },
    );
    asked.once("error", reject).end();
  });
}

const reportPaths = ["/api/report", "/api/report/summary", "/api/report/actions?after=3"];

test.for(reportPaths)("%s is answered to this machine's names", async (path) => {
  for (const host of [undefined, "localhost", "localhost:3000", "127.0.0.1:1", "[::1]:3000"])
    expect((await ask(path, host === undefined ? {} : { host })).status).toBe(200);
});

test.for(reportPaths)("%s is refused to a name that only points here", async (path) => {
  for (const host of ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:3000", "10.0.0.1"])
    expect(await ask(path, { host })).toMatchObject({
      status: 403,
      body: expect.stringContaining("host_refused"),
    });
});

test.for(reportPaths)("%s can only be read", async (path) => {
  for (const method of ["POST", "PUT", "DELETE"]) expect((await ask(path, { method })).status).toBe(405);
});

test("webhooks and health are answered under any name, and nothing else is", async () => {
  const host = "my-tunnel.example";
  expect((await ask("/api/webhooks", { host, method: "POST" })).status).toBe(200);
  expect((await ask("/api/health", { host })).status).toBe(200);
  for (const path of ["/", "/api", "/api/toString", "/__proto__"])
    expect((await ask(path, { host })).status).toBe(404);
});
