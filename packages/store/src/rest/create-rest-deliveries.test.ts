import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { samplePing } from "../test-support/sample-ping.ts";
import { createRestDeliveries } from "./create-rest-deliveries.ts";

/** Supabase's API as far as a delivery sees it. */
async function serveApi(
  status: number,
  answer: unknown,
  seen: (request: IncomingMessage) => void = () => {},
) {
  const bodies: unknown[] = [];
  const server = createServer(async (request, response) => {
    seen(request);
    bodies.push(await json(request));
    if (answer !== undefined)
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies };
}

test("a delivery is given to the database's function, with the key that may", async () => {
  const asked: IncomingMessage[] = [];
  const { url, bodies } = await serveApi(200, "recorded", (request) => asked.push(request));
  const delivery = samplePing("NUL \u0000 inside");
  expect(await createRestDeliveries({ url: `${url}/`, key: "sb_secret_x" }).record(delivery)).toBe(
    "recorded",
  );
  expect(asked[0]).toMatchObject({
    method: "POST",
    url: "/rest/v1/rpc/ingest_delivery",
    headers: { apikey: "sb_secret_x", authorization: "Bearer sb_secret_x" },
  });
  expect(bodies).toMatchObject([{ id: delivery.id, body: delivery.body, body_sha256: delivery.bodySha256 }]);
});

test("an API that is away, refuses or says nothing is told apart", async () => {
  const away = await serveApi(503, { code: "PGRST001", message: "Database connection error." });
  const delivery = samplePing();
  await expect(createRestDeliveries({ url: away.url, key: "k" }).record(delivery)).rejects.toMatchObject({
    code: "store_unavailable",
  });
  expect(away.bodies).toHaveLength(1);
  const missing = await serveApi(404, { code: "PGRST202", message: "Could not find the function" });
  await expect(createRestDeliveries({ url: missing.url, key: "k" }).record(delivery)).rejects.toMatchObject({
    code: "store_refused",
  });
  const silent = await serveApi(200, undefined);
  await expect(
    createRestDeliveries({ url: silent.url, key: "k", timeoutMs: 50 }).record(delivery),
  ).rejects.toMatchObject({ code: "store_unavailable" });
});
