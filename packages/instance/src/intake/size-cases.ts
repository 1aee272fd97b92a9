import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { expect, vi } from "vitest";
import { type Check, expectRefused, expectStored, issueBody, known, send, serveAnother } from "./scene.ts";
import { messageOf, parseAnswers } from "./send-raw.ts";

/** An issue's body of exactly so many bytes. */
function bodyOf(bytes: number): string {
  const [start = "", end = ""] = issueBody({ filler: "FILLER" }).split("FILLER");
  return `${start}${"x".repeat(bytes - start.length - end.length)}${end}`;
}

/** Sends one byte after the other until the server has had enough. */
async function trickle(port: number, length: string): Promise<number> {
  const headers = [
    ["content-type", "application/json"],
    ["x-github-delivery", randomUUID()],
    ["x-github-event", "issues"],
    ["x-hub-signature-256", `sha256=${"0".repeat(64)}`],
  ] as const;
  const socket = connect({ port, host: "127.0.0.1" });
  const received: Buffer[] = [];
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  socket
    .on("data", (data) => received.push(data))
    .on("error", () => undefined)
    .on("close", resolve);
  for (const part of messageOf({ headers, length })) socket.write(part);
  const timer = setInterval(() => socket.write("x"), 20);
  await closed;
  clearInterval(timer);
  return parseAnswers(Buffer.concat(received).toString())[0]?.status ?? 0;
}

/** The family WHZ: bodies that are too long, too short, too slow, or that never end. */
export const sizeCases: Readonly<Record<string, Check>> = {
  "WHZ-001": async (scene) => {
    await expectRefused(scene, [400, "not JSON"], [""]);
    await expectRefused(scene, [400, "not JSON"], ["", { length: null }]);
  },
  "WHZ-002": (scene) => expectRefused(scene, [400, "not JSON"], ["   \n"]),
  "WHZ-003": async (scene) => {
    const small = await serveAnother(scene, { maxBodyBytes: 2000 });
    await expectStored(small, bodyOf(2000));
    await expectRefused(small, [413], [bodyOf(2001)]);
    // The same without saying so: the sender gets to read the answer although it is still sending.
    await expectRefused(small, [413], [bodyOf(2_000_000), { length: null }]);
  },
  "WHZ-007": async (scene) => {
    await expectStored(scene, bodyOf(4_500_000));
    await expectStored(scene, bodyOf(4_500_001));
  },
  "WHZ-009": async (scene) => {
    const hasty = await serveAnother(scene, { bodyTimeoutMs: 200 });
    await expectRefused(hasty, [408], ["{}", { length: "1000" }]);
  },
  "WHZ-010": async (scene) => {
    for (const length of ["-1", "0x10", "9e99", "5, 5", "+5", "1_000", "99999999999999999999"])
      expect([400, 413]).toContain((await send(scene, "{}", { length })).status);
    await expectRefused(scene, [400], ["{}", { length: "2", headers: { "Content-Length": "2" } }]);
    await expectRefused(scene, [400], ["{}", { length: "2", headers: { "transfer-encoding": "chunked" } }]);
  },
  "WHZ-012": async (scene) => {
    const hasty = await serveAnother(scene, { bodyTimeoutMs: 1000 });
    const slow = Array.from({ length: 100 }, () => trickle(hasty.server.port, "1000"));
    const promising = Array.from({ length: 100 }, () => trickle(hasty.server.port, "1000000"));
    for (let n = 0; n < 20; n += 1) await expectStored(hasty, issueBody());
    for (const status of await Promise.all(slow)) expect(status).toBe(408);
    // There is not room for all that these promise.
    for (const status of await Promise.all(promising)) expect([408, 503]).toContain(status);
  },
  "WHZ-013": async (scene) => {
    const id = randomUUID();
    const request = { headers: { "x-github-delivery": id }, length: "1000", isAborted: true };
    const other = await serveAnother(scene);
    await send(other, '{"half":', request);
    await vi.waitFor(() => expect(other.server.logged).toMatchObject([{ code: "malformed_delivery" }]));
    expect(await known(scene, [id])).toEqual([]);
  },
  "WHZ-014": async (scene) => {
    const id = randomUUID();
    const body = issueBody();
    const other = await serveAnother(scene);
    await send(other, body, { headers: { "x-github-delivery": id }, isAborted: true });
    // Whether the server saw the last byte before the end of the connection is not ours to say: a redelivery decides.
    await vi.waitFor(() => expect(other.server.logged).toHaveLength(1));
    const again = await send(scene, body, { headers: { "x-github-delivery": id } });
    const isStored = other.server.logged[0]?.["event"] === "delivery.accepted";
    expect(JSON.parse(again.body).status).toBe(isStored ? "duplicate" : "recorded");
  },
  "WHZ-016": async (scene) => {
    const labels = Array.from({ length: 10_000 }, (_, n) => ({ id: n, name: `label-${n}` }));
    await expectStored(scene, issueBody({ issue: { number: 7, title: randomUUID(), labels } }));
  },
  "WHZ-018": async (scene) => {
    expect((await send(scene, issueBody(), { headers: { "x-long": "x".repeat(20_000) } })).status).toBe(431);
    await expectStored(scene, issueBody());
  },
};
