import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { demoCommand, hasTerminal, processesOf, startDemo, typeOnTerminal } from "./start-demo.ts";

const moments = [
  ["SIGINT", 130, "[2]"],
  ["SIGTERM", 143, "[4]"],
  ["SIGHUP", 129, "Started: scripted model"],
  ["SIGINT", 130, "OSOrganicAI demo"],
] as const;

test.for(moments)(
  "%s ends the demo with exit code %i after it said %s, and nothing is left",
  async ([signal, code, text]) => {
    const demo = await startDemo({});
    await demo.said(text);
    demo.process.kill(signal);
    const { exitCode, output } = await demo.ended;
    expect(output).toMatch(/\nInterrupted\. Everything is stopped and removed\.\n$/);
    expect(exitCode).toBe(code);
    expect(processesOf(demo.folder)).toEqual([]);
    expect(await readdir(demo.folder)).toEqual([]);
  },
);

test("when the demo is killed, every process that it started ends by itself", async () => {
  const demo = await startDemo({});
  await demo.said("[4]");
  expect(processesOf(demo.folder).length).toBeGreaterThanOrEqual(3);
  demo.process.kill("SIGKILL");
  await demo.ended;
  while (processesOf(demo.folder).length > 0) await wait(100);
});

test.skipIf(!hasTerminal)("Ctrl-C on a terminal is an interruption, too", async () => {
  const demo = await typeOnTerminal(demoCommand);
  await demo.said("[4]");
  demo.process.stdin.write("\u0003");
  const { exitCode, output } = await demo.ended;
  expect(output).toContain("Interrupted. Everything is stopped and removed.");
  expect(exitCode).toBe(130);
  expect(processesOf(demo.folder)).toEqual([]);
  expect(await readdir(demo.folder)).toEqual([]);
});

test.skipIf(!hasTerminal)(
  "on a terminal the story is seen while JSON goes to a file, and Ctrl-C ends what was kept",
  { timeout: 120_000 },
  async () => {
    const demo = await typeOnTerminal(`${demoCommand} --json --keep > "$TMPDIR/result.json"`);
    await demo.said("Ctrl-C ends and removes it.");
    const result = JSON.parse(await readFile(join(demo.folder, "result.json"), "utf8")) as object;
    expect(result).toMatchObject({ issue: { number: 1 }, merged: true });
    demo.process.stdin.write("\u0003");
    const { exitCode, output } = await demo.ended;
    expect(output).toMatch(/\[9\] The issue is told where it runs, and closed\./);
    expect(output).toMatch(/Issue thread +http:\S+\/issues\/1\/comments/);
    expect(output).toContain("All nine steps happened.");
    expect(exitCode).toBe(0);
    expect(processesOf(demo.folder)).toEqual([]);
    expect(await readdir(demo.folder)).toEqual(["result.json"]);
  },
);
