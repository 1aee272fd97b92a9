import { afterEach, expect, test, vi } from "vitest";
import { readBody } from "./read-body.ts";

const limits = {
  maxBodyBytes: 1000,
  declaredBytes: undefined,
  timeoutMs: 5000,
  share: { take: () => undefined },
};

afterEach(() => void vi.useRealTimers());

test("a body whose time is up is late, even when the clock does not say so yet", async () => {
  // Only timers: performance.now() goes on telling that hardly any time has passed.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"half":')),
  });
  const request = new Request("http://localhost", { method: "POST", body, duplex: "half" });
  const reading = readBody(request, limits);
  const refused = expect(reading).rejects.toMatchObject({ code: "body_timeout" });
  await vi.advanceTimersByTimeAsync(5000);
  await refused;
});

test("a body that is complete in time is given whole", async () => {
  const request = new Request("http://localhost", { method: "POST", body: "{}" });
  const bytes = await readBody(request, limits);
  expect(new TextDecoder().decode(bytes)).toBe("{}");
});

test("a sender that gives up in the middle is no error of ours", async () => {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"half":'));
      controller.error(new Error("socket hang up"));
    },
  });
  const request = new Request("http://localhost", { method: "POST", body, duplex: "half" });
  const reading = readBody(request, limits);
  await expect(reading).rejects.toMatchObject({ code: "malformed_delivery" });
});

test.for([
  { said: "its length", declaredBytes: 600 },
  { said: "nothing", declaredBytes: undefined },
  { said: "less than comes", declaredBytes: 7 },
  { said: "more than comes", declaredBytes: 900 },
])("a body in pieces is given whole when the sender said $said", async ({ declaredBytes }) => {
  const sent = Uint8Array.from({ length: 600 }, (_, index) => index);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const [from, to] of [
        [0, 0],
        [0, 1],
        [1, 200],
        [200, 201],
        [201, 600],
      ])
        controller.enqueue(sent.slice(from, to));
      controller.close();
    },
  });
  const request = new Request("http://localhost", { method: "POST", body, duplex: "half" });
  expect([...(await readBody(request, { ...limits, declaredBytes }))]).toEqual([...sent]);
});
