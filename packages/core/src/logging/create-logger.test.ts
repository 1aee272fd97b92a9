import { expect, test } from "vitest";
import { createLogger } from "./create-logger.ts";

function lines(): {
  readonly destination: { write(line: string): void };
  readonly read: () => Record<string, unknown>[];
} {
  const written: string[] = [];
  return {
    destination: { write: (line) => void written.push(line) },
    read: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

test("a line holds the event, its fields and those bound before", () => {
  const { destination, read } = lines();
  createLogger({ fields: { instance: "shop" }, destination })
    .with({ deliveryId: "d-1" })
    .info("delivery.accepted", { status: "recorded" });
  expect(read()[0]).toMatchObject({
    level: "info",
    event: "delivery.accepted",
    instance: "shop",
    deliveryId: "d-1",
    status: "recorded",
  });
});

test("secrets are taken out by name and by shape", () => {
  const { destination, read } = lines();
  const token = `ghs_12345_${"a.b-c_d".repeat(70)}`;
  createLogger({ destination }).warn("request.failed", {
    headers: { authorization: "canary" },
    nested: { token: "canary" },
    error: new Error(`clone of https://x:${token}@github.com/a/b failed, key sb_secret_canary`),
    note: `Bearer ${token}`,
  });
  const line = JSON.stringify(read());
  expect(line).not.toContain("canary");
  expect(line).not.toContain("ghs_12345");
  expect(line).toContain("[redacted]");
});

test("what is below the level is not written", () => {
  const { destination, read } = lines();
  createLogger({ level: "warn", destination }).info("too.quiet");
  expect(read()).toEqual([]);
});

test.for([
  "authorization",
  "token",
  "secret",
  "password",
  "privateKey",
  "apiKey",
  "body",
  "payload",
  "headers",
])("the field %s is never written, at the top or one level down", (name) => {
  const { destination, read } = lines();
  createLogger({ destination }).info("x", { [name]: "canary", nested: { [name]: "canary" } });
  expect(read()[0]).toMatchObject({ [name]: "[redacted]", nested: { [name]: "[redacted]" } });
});
