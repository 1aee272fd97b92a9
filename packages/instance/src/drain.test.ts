import { createServer } from "node:http";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { createDrainRoute } from "./drain.ts";
import { readDrainEnvironment } from "./serverless/drain-environment.ts";
import { wakeDrain } from "./serverless/wake-drain.ts";

const secret = "a-secret-of-more-than-16-characters";
const contextKey = Symbol.for("@vercel/request-context");

beforeEach(() => vi.stubEnv("CRON_SECRET", secret));
afterEach(() => vi.unstubAllEnvs());

/** An instance that writes down what it is asked for. */
function createRoute({ sweep = async () => ({}) }: { sweep?: () => Promise<unknown> } = {}) {
  const asked: string[] = [];
  const instance = {
    async sweep() {
      asked.push("sweep");
      await sweep();
      return { recorded: 0 } as never;
    },
    async drain(seconds: number) {
      asked.push(`drain ${seconds}`);
      return 3;
    },
  };
  return { asked, ...createDrainRoute({ name: "a" }, { instance, seconds: 7 }) };
}

function ask(method: "GET" | "POST", authorization: string | undefined = `Bearer ${secret}`): Request {
  return new Request("https://child.example/api/drain", {
    method,
    headers: authorization === undefined ? {} : { authorization },
  });
}

test("a cron job sweeps, drains and hears what is left", async () => {
  const { GET, asked } = createRoute();
  const response = await GET(ask("GET"));
  expect([response.status, await response.json()]).toEqual([200, { left: 3 }]);
  expect(asked).toEqual(["sweep", "drain 7"]);
});

test("a sweep that fails does not keep the drain from its work", async () => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const { GET, asked } = createRoute({ sweep: () => Promise.reject(new Error("GitHub is away.")) });
  expect((await GET(ask("GET"))).status).toBe(200);
  expect(asked).toEqual(["sweep", "drain 7"]);
});

test.for(["", "Bearer", "Bearer wrong", secret, `bearer ${secret}`, `Bearer ${secret}x`])(
  "the credentials %j start nothing",
  async (authorization) => {
    const { GET, POST, asked } = createRoute();
    for (const response of [await GET(ask("GET", authorization)), await POST(ask("POST", authorization))])
      expect(response.status).toBe(401);
    expect(asked).toEqual([]);
  },
);

test("without a secret nobody may drain, not even with an empty one", async () => {
  vi.stubEnv("CRON_SECRET", " ");
  const { GET, asked } = createRoute();
  expect((await GET(ask("GET", "Bearer "))).status).toBe(503);
  expect(asked).toEqual([]);
});

test("where the platform lets it go on, a drain is begun and answered at once", async () => {
  const work: Promise<unknown>[] = [];
  const context = { get: () => ({ waitUntil: (promise: Promise<unknown>) => void work.push(promise) }) };
  Object.assign(globalThis, { [contextKey]: context });
  onTestFinished(() => void Reflect.deleteProperty(globalThis, contextKey));
  const { POST, asked } = createRoute();
  const response = await POST(ask("POST"));
  expect([response.status, await response.json()]).toEqual([202, { draining: true }]);
  await Promise.all(work);
  expect(asked).toEqual(["drain 7"]);
});

test("elsewhere it is answered when it is over", async () => {
  const { POST } = createRoute();
  expect(await (await POST(ask("POST"))).json()).toEqual({ left: 3 });
});

test("a drain is woken at the production's address only, with the secret, and its absence is no error", async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.writeHead(202).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port.");
  await wakeDrain({ secret, address: `http://127.0.0.1:${address.port}/api/drain` });
  await wakeDrain({ secret: undefined, address: `http://127.0.0.1:${address.port}/api/drain` });
  await wakeDrain({ secret, address: "http://127.0.0.1:1/api/drain" });
  expect(seen).toEqual([`POST /api/drain Bearer ${secret}`]);

  const production = { VERCEL_ENV: "production", VERCEL_PROJECT_PRODUCTION_URL: "my-shop.vercel.app" };
  expect(readDrainEnvironment(production).address).toBe("https://my-shop.vercel.app/api/drain");
  expect(readDrainEnvironment({ ...production, VERCEL_ENV: "preview" }).address).toBeUndefined();
});
