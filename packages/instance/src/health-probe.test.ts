import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createHealthProbe } from "./health-probe.ts";

async function serve(statusOf: (path: string) => number): Promise<string> {
  const server = createServer((request, response) => {
    response.writeHead(statusOf(request.url ?? ""), { location: "/login" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("a deployment whose health address answers is healthy", async () => {
  const url = await serve((path) => (path === "/api/health" ? 200 : 500));
  expect(await createHealthProbe().check(url)).toMatchObject({
    healthy: true,
    detail: expect.stringMatching(/^200 from \/api\/health in \d+ ms$/),
  });
});

test("where there is no health address, the deployment itself is asked", async () => {
  const url = await serve((path) => (path === "/" ? 200 : 404));
  expect((await createHealthProbe().check(url)).healthy).toBe(true);
});

test.for([500, 503, 302, 401])("an answer of %i is not healthy", async (status) => {
  expect((await createHealthProbe().check(await serve(() => status))).healthy).toBe(false);
});

test("an address that does not answer, or is no web address, is not healthy", async () => {
  expect((await createHealthProbe().check("http://127.0.0.1:1")).detail).toContain("does not answer");
  expect(await createHealthProbe().check("file:///etc/passwd")).toEqual({
    healthy: false,
    detail: "the address is not http",
  });
});

test("a page that one is sent on to is no health, even when it answers", async () => {
  const url = await serve((path) => (path === "/login" ? 200 : 302));
  expect((await createHealthProbe().check(url)).healthy).toBe(false);
});
