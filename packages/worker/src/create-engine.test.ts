import type { Engine, RunStart } from "@osorganicai/core";
import { type EngineSubject, engineContract } from "@osorganicai/testing";
import { afterAll, beforeAll, test } from "vitest";
import { createEngine } from "./create-engine.ts";
import { openPglite } from "./test-support/open-pglite.ts";

const { database, close } = await openPglite();
let handle: (start: RunStart) => Promise<void> = async () => undefined;
const rule = { attempts: 4, totalMs: 60_000, firstDelayMs: 5, maxDelayMs: 20 };
const retry = { outage: rule, hiccup: rule };

function newEngine(): Engine {
  return createEngine({ name: "test", database, handle: (start) => handle(start), retry });
}

const subject: EngineSubject = {
  engine: newEngine(),
  async enqueue(deliveryId, about) {
    const session = await database.acquire();
    await session.query("select public.enqueue_run($1, $2)", [deliveryId, about]);
    await session.release();
  },
  handleWith(next) {
    handle = next;
  },
};

beforeAll(async () => {
  await subject.engine.migrate();
  await subject.engine.start();
});
afterAll(async () => {
  await subject.engine.stop();
  await close();
});

for (const { name, check } of engineContract) test(`the engine on PGlite ${name}`, () => check(subject));
