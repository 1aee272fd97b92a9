import { MessageChannel } from "node:worker_threads";
import { expect, onTestFinished, test } from "vitest";
import { createMemoryIndexStore } from "../store/create-memory-index-store.ts";
import { reachServices } from "./reach-services.ts";
import { serveServices } from "./serve-services.ts";
import type { ServiceName, Services } from "./services.ts";

/** Both ends of a port: what is served at one, and how the other reaches it. */
function connect(services: Services, offered: readonly ServiceName[]) {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  serveServices(port1, services);
  return { far: reachServices(port2, offered), port: port2 };
}

const log: Services["log"] = { info() {}, warn() {} };

test("calls that overlap get their own answers, bytes as they were", async () => {
  const index = createMemoryIndexStore();
  const { far } = connect({ log, index }, ["log", "index"]);
  const names = Array.from({ length: 50 }, (_, at) => `entry ${at}`);
  await Promise.all(names.map(async (name) => far.index?.write(name, Buffer.from(name.repeat(1000)))));
  const read = await Promise.all(names.map(async (name) => far.index?.read(name)));
  expect(read.map((bytes) => Buffer.from(bytes ?? []).toString())).toEqual(
    names.map((name) => name.repeat(1000)),
  );
  expect(await far.index?.read("nothing")).toBeUndefined();
});

test("an error keeps its sentence, and the next call is answered", async () => {
  const index = {
    ...createMemoryIndexStore(),
    list: () => Promise.reject(new Error("The database is away.")),
  };
  const { far } = connect({ log, index }, ["log", "index"]);
  await expect(far.index?.list()).rejects.toThrow("The database is away.");
  expect(await far.index?.stamp("x")).toBeUndefined();
});

test("a method keeps what it belongs to, as those of a class need it", async () => {
  class Embeddings {
    readonly length = 3;
    async embedDocuments(texts: string[]) {
      return texts.map(() => Array.from({ length: this.length }, () => 1));
    }
    async embedQuery() {
      return [this.length];
    }
  }
  const { far } = connect({ log, embeddings: new Embeddings() }, ["log", "embeddings"]);
  expect(await far.embeddings?.embedDocuments(["a"])).toEqual([[1, 1, 1]]);
});

test.each([
  ["log", "constructor"],
  ["log", "with"],
  ["index", "list"],
  ["__proto__", "toString"],
])("nobody calls %s.%s, which is not offered", async (service, method) => {
  const { port } = connect({ log }, ["log"]);
  const answered = new Promise((resolve) => port.on("message", resolve));
  port.postMessage({ id: 7, service, method, args: [] });
  expect(await answered).toEqual({ id: 7, ok: false, reason: expect.stringMatching(/^Nobody offers /) });
});
