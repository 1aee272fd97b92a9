import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createNodeListener } from "./create-node-listener.ts";

test("a handler of somebody else's gets the request, and its answer is sent as it is", async () => {
  const listener = createNodeListener(async ({ method, url, headers, body }) => {
    const text = await new Response(body && ReadableStream.from(body)).text();
    const said = `${method} ${url} ${headers.get("x-asks")} ${text}`;
    return new Response(said, { status: 418, headers: { "x-kind": "teapot" } });
  });
  const server = createServer(listener).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const headers = { "x-asks": "for" };
  const answer = await fetch(`http://127.0.0.1:${port}/path?q=1`, { method: "POST", headers, body: "tea" });
  expect(answer.status).toBe(418);
  expect(answer.headers.get("x-kind")).toBe("teapot");
  expect(await answer.text()).toBe("POST http://localhost/path?q=1 for tea");
});
