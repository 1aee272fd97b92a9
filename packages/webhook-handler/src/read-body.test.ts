import { afterEach, expect, test, vi } from "vitest";
import { readBody } from "./read-body.ts";

const share = { take: () => undefined };

afterEach(() => void vi.useRealTimers());

test("a body whose time is up is late, even when the clock does not say so yet", async () => {
  // Only timers: performance.now() goes on telling that hardly any time has passed.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"half":')),
  });
  const request = new Request("http://localhost", { method: "POST", body, duplex: "half" });
  const reading = readBody(request, { maxBodyBytes: 1000, timeoutMs: 5000, share });
  const refused = expect(reading).rejects.toMatchObject({ code: "body_timeout" });
  await vi.advanceTimersByTimeAsync(5000);
  await refused;
});

test("a body that is complete in time is given whole", async () => {
  const request = new Request("http://localhost", { method: "POST", body: "{}" });
  const bytes = await readBody(request, { maxBodyBytes: 1000, timeoutMs: 5000, share });
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
  const reading = readBody(request, { maxBodyBytes: 1000, timeoutMs: 5000, share });
  await expect(reading).rejects.toMatchObject({ code: "malformed_delivery" });
});
