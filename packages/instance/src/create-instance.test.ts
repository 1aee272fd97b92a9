import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDelivery, type Logger, silentLogger } from "@osorganicai/core";
import { expect, onTestFinished, test } from "vitest";
import { createInstance } from "./create-instance.ts";
import { readEnvironment } from "./environment.ts";
import type { InstanceGitHub } from "./instance-options.ts";

const environment = readEnvironment({ GITHUB_WEBHOOK_SECRET: "s".repeat(32), GITHUB_TOKEN: "not-asked" });

test("a database that could not be opened is asked again at the next use", async () => {
  const directory = await mkdtemp(join(tmpdir(), "osorganicai-test-"));
  const blocked = join(directory, ".osorganicai");
  await writeFile(blocked, "a file where the folder should be");
  const instance = createInstance({ name: "shop", agents: {} }, { environment, directory });
  onTestFinished(async () => {
    await instance.worker.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  });

  await expect(instance.report()).rejects.toThrow(/ENOTDIR/);
  await rm(blocked);
  expect(await (await instance.report()).summary()).toMatchObject({ deliveries: {} });
});

test("with a personal access token a sweep finds nothing, and says once why", async () => {
  const directory = await mkdtemp(join(tmpdir(), "osorganicai-test-"));
  const told: string[] = [];
  const log: Logger = { ...silentLogger, info: (event) => void told.push(event), with: () => log };
  const instance = createInstance({ name: "shop", agents: {} }, { environment, directory, log });
  onTestFinished(async () => {
    await instance.worker.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  });
  expect(await instance.sweep()).toEqual({
    looked: 0,
    recovered: 0,
    reconciled: 0,
    redelivered: 0,
    gone: 0,
    failed: 0,
  });
  expect(told.filter((event) => event.startsWith("sweep."))).toEqual(["sweep.nothing_to_sweep"]);
});

test("where no worker was started a drain works by itself, also twice at once and again", async () => {
  const directory = await mkdtemp(join(tmpdir(), "osorganicai-test-"));
  // Nothing reacts to a ping, so nothing more of GitHub is asked for.
  const github = { self: async () => ({ id: 1, login: "bot", type: "Bot" }) } as unknown as InstanceGitHub;
  const instance = createInstance(
    { name: "shop", agents: {} },
    { environment, directory, database: "memory", github },
  );
  onTestFinished(async () => {
    await instance.worker.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  });
  const record = (id: string) =>
    instance.record(createDelivery({ id, event: "ping" }, new TextEncoder().encode(`{"zen":"${id}"}`)));
  await record("d-1");
  expect(await Promise.all([instance.drain(60), instance.drain(60)])).toEqual([0, 0]);
  await record("d-2");
  expect(await instance.drain(60)).toBe(0);
  const deliveries = await (await instance.report()).deliveries();
  expect(deliveries.map(({ status }) => status)).toEqual(["ignored", "ignored"]);
});

test("an environment that is not complete is refused before anything is opened", () => {
  expect(() => createInstance({ name: "shop", agents: {} })).toThrow(/GITHUB_WEBHOOK_SECRET is not set/);
});
