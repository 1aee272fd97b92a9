import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import {
  createRelease,
  makeChild,
  readFileOf,
  removeFolders,
  writeFiles,
} from "../../test-support/make-child.ts";
import { ejectFile } from "../files/eject-file.ts";
import { upgradeChild } from "../upgrade-child.ts";
import { claimChild } from "./claim-child.ts";

const ship = (version: string) => createRelease({ version, files: { "ci.yml": `version: ${version}\n` } });
const now = new Date("2026-11-27T12:00:00Z");

function child(): string {
  const root = makeChild(ship("1.0.0"));
  onTestFinished(() => removeFolders(root));
  return root;
}

const left = (root: string) =>
  readdirSync(join(root, ".osorganicai")).filter((name) => name.endsWith(".tmp"));

/** Number of a process that lives until the test ends. */
function liveProcess(): number {
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  onTestFinished(() => {
    other.kill("SIGKILL");
  });
  return other.pid ?? 0;
}

test("while one process writes, another is refused in one sentence and changes nothing", async () => {
  const root = child();
  const pid = liveProcess();
  writeFiles(root, { [`.osorganicai/claim-${pid}.tmp`]: "" });
  const sentence = `Another upgrade of this child is under way in process ${pid}.`;
  await expect(upgradeChild({ root, release: ship("2.0.0"), now })).rejects.toThrow(sentence);
  expect(() => ejectFile(root, "ci.yml", undefined)).toThrow(sentence);
  expect(readFileOf(root, "ci.yml")).toBe("version: 1.0.0\n");
  expect(left(root)).toEqual([`claim-${pid}.tmp`]);
});

test("of two at once in one process one is refused, and afterwards the child is free", async () => {
  const root = child();
  const both = [1, 2].map(() => upgradeChild({ root, release: ship("2.0.0"), now }));
  const settled = await Promise.allSettled(both);
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  expect(readFileOf(root, "ci.yml")).toBe("version: 2.0.0\n");
  expect(left(root)).toEqual([]);
  claimChild(root)();
});

test("what a dead process left is in nobody's way and is taken away, also under a number that is given again", async () => {
  const root = child();
  const dead = spawn(process.execPath, ["-e", ""]);
  await once(dead, "close");
  writeFiles(root, {
    [`.osorganicai/claim-${dead.pid}.tmp`]: "",
    [`.osorganicai/draft-${dead.pid}.tmp`]: "half",
    [`.osorganicai/claim-${process.pid}.tmp`]: "",
  });
  await upgradeChild({ root, release: ship("2.0.0"), now });
  expect(readFileOf(root, "ci.yml")).toBe("version: 2.0.0\n");
  expect(left(root)).toEqual([]);
});
