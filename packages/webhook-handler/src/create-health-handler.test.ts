import { expect, test } from "vitest";
import { createHealthHandler } from "./create-health-handler.ts";

const request = new Request("http://localhost/api/health");

test("an instance whose checks all pass is healthy", async () => {
  const handle = createHealthHandler({ checks: { database: async () => {} } });
  const response = await handle(request);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: "ok", checks: { database: "ok" } });
});

test("one failing check makes the answer 503 without saying why", async () => {
  const handle = createHealthHandler({
    checks: { database: () => Promise.reject(new Error("canary")), engine: async () => {} },
  });
  const response = await handle(request);
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({ status: "failing", checks: { database: "failing", engine: "ok" } });
});

test("a check that hangs counts as failing", async () => {
  const handle = createHealthHandler({ checks: { database: () => new Promise(() => {}) }, timeoutMs: 20 });
  expect((await handle(request)).status).toBe(503);
});

test("a check that throws before it can promise anything counts as failing", async () => {
  const broken = (): Promise<never> => {
    throw new Error("canary");
  };
  const response = await createHealthHandler({ checks: { database: broken, engine: async () => {} } })(
    request,
  );
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({ status: "failing", checks: { database: "failing", engine: "ok" } });
});
