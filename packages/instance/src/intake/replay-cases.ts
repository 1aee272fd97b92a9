import { randomUUID } from "node:crypto";
import { createDelivery, type DeliveryStore } from "@osorganicai/core";
import { connectSupabase, createSupabaseStore } from "@osorganicai/store";
import { createPostgresDeliveries } from "@osorganicai/store/postgres";
import { expect, vi } from "vitest";
import {
  type Check,
  countRuns,
  expectStored,
  issueBody,
  known,
  type Scene,
  send,
  serveAnother,
} from "./scene.ts";

async function statusOf(scene: Scene, body: string, id: string = randomUUID()): Promise<string> {
  const answer = await send(scene, body, { headers: { "x-github-delivery": id } });
  expect(answer.status).toBe(202);
  return JSON.parse(answer.body).status;
}

const isSecondADuplicate: Check = async (scene) => {
  const body = issueBody();
  const id = await expectStored(scene, body);
  for (let n = 0; n < 3; n += 1) expect(await statusOf(scene, body, id)).toBe("duplicate");
  expect(await countRuns(scene, id)).toBe(1);
};

/** In any order each is stored; what the end state is, agents read from GitHub. */
const storesInAnyOrder =
  (...actions: readonly string[]): Check =>
  async (scene) => {
    for (const order of [actions, actions.toReversed()])
      for (const action of order) {
        const comment = action === "created" ? { comment: { id: 1, body: "Yes." } } : {};
        const event = action === "created" ? "issue_comment" : "issues";
        await expectStored(scene, issueBody({ action, ...comment }), {
          headers: { "x-github-event": event },
        });
      }
  };

/** The family WHR: what comes again, late, out of order, or while nothing can be stored. */
export const replayCases: Readonly<Record<string, Check>> = {
  "WHR-001": isSecondADuplicate,
  "WHR-003": async (scene) => {
    const others = await Promise.all([serveAnother(scene), serveAnother(scene)]);
    const id = randomUUID();
    const body = issueBody();
    const statuses = await Promise.all([...others, ...others].map((other) => statusOf(other, body, id)));
    expect(statuses.toSorted()).toEqual(["duplicate", "duplicate", "duplicate", "recorded"]);
    expect(await countRuns(scene, id)).toBe(1);
  },
  "WHR-004": async (scene) => {
    const body = issueBody();
    const id = await expectStored(scene, body);
    const replays = Array.from({ length: 5 }, () => randomUUID());
    for (const replay of replays) expect(await statusOf(scene, body, replay)).toBe("duplicate");
    // Neither the event's name nor the hook's id is signed.
    const headers = { "x-github-event": "brand_new", "x-github-hook-id": "666" };
    const renamed = await send(scene, body, {
      headers: { "x-github-delivery": replays[0] ?? "", ...headers },
    });
    expect(JSON.parse(renamed.body).status).toBe("duplicate");
    expect(await known(scene, [id, ...replays])).toEqual([id]);
    for (const replay of replays) expect(await countRuns(scene, replay)).toBe(0);
    const changed = await send(scene, issueBody(), { headers: { "x-github-delivery": id } });
    expect(changed.status).toBe(409);
  },
  "WHR-006": async (scene) => {
    const body = issueBody();
    const id = await expectStored(scene, body);
    await scene.query("delete from public.deliveries where id = $1", [id]);
    // The intake cannot know; the run has the same id and is not enqueued twice, and agents look before they write.
    expect(await statusOf(scene, body, id)).toBe("recorded");
    expect(await countRuns(scene, id)).toBe(1);
  },
  "WHR-007": isSecondADuplicate,
  "WHR-009": isSecondADuplicate,
  "WHR-013": storesInAnyOrder("opened", "labeled"),
  "WHR-014": storesInAnyOrder("opened", "created"),
  "WHR-015": storesInAnyOrder("labeled", "unlabeled"),
  "WHR-016": storesInAnyOrder("opened", "closed"),
  "WHR-019": async (scene) => {
    let nowMs = Date.now();
    const clock = { now: () => new Date((nowMs -= 600_000)) };
    const other = await serveAnother(scene, { clock, sourceOf: () => "somebody" });
    await isSecondADuplicate(other);
  },
  "WHR-020": async (scene) => {
    const body = issueBody();
    const id = randomUUID();
    const recovered = createDelivery({ id, event: "issues" }, new TextEncoder().encode(body));
    await scene.deliveries.record({ ...recovered, bodySha256: undefined });
    expect(await statusOf(scene, body, id)).toBe("duplicate");
    expect(await countRuns(scene, id)).toBe(1);
  },
  "WHR-023": async (scene) => {
    const client = connectSupabase({ url: "http://127.0.0.1:9", key: "unused" });
    const direct = createPostgresDeliveries({ url: "postgres://nobody@127.0.0.1:9/none" });
    for (const deliveries of [createSupabaseStore({ client }).deliveries, direct]) {
      const other = await serveAnother(scene, { deliveries });
      const answer = await send(other, issueBody());
      expect(answer.status).toBe(503);
      expect(answer.headers.get("retry-after")).toBe("30");
    }
  },
  "WHR-024": async (scene) => {
    const gate = Promise.withResolvers<void>();
    const record = vi.fn<DeliveryStore["record"]>(async (delivery) => {
      await gate.promise;
      return scene.deliveries.record(delivery);
    });
    const stalled = await serveAnother(scene, { deliveries: { record }, timeoutMs: 300 });
    const body = issueBody();
    const id = randomUUID();
    const answer = await send(stalled, body, { headers: { "x-github-delivery": id } });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("30");
    gate.resolve();
    expect(await record.mock.results[0]?.value).toBe("recorded");
    expect(await statusOf(scene, body, id)).toBe("duplicate");
  },
};
