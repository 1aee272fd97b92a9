import { afterEach, expect, test, vi } from "vitest";
import { readBody } from "./read-body.ts";

afterEach(() => void vi.useRealTimers());

test("a body whose time is up is late, even when the clock does not say so yet", async () => {
  // Only timers: performance.now() goes on telling that hardly any time has passed.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"half":')),
  });
  const request = new Request("http://localhost", { method: "POST", body, duplex: "half" });
  const reading = readBody(request, { maxBodyBytes: 1000, timeoutMs: 5000 });
  const refused = expect(reading).rejects.toMatchObject({ code: "body_timeout" });
  await vi.advanceTimersByTimeAsync(5000);
  await refused;
});

test("a body that is complete in time is given whole", async () => {
  const request = new Request("http://localhost", { method: "POST", body: "{}" });
  const bytes = await readBody(request, { maxBodyBytes: 1000, timeoutMs: 5000 });
  expect(new TextDecoder().decode(bytes)).toBe("{}");
});
