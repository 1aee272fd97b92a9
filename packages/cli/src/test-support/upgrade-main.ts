// An upgrade in a process of its own, which a test kills: node upgrade-main.ts <child> <release as JSON>
import { upgradeChild } from "../upgrade/upgrade-child.ts";
import { createRelease, type FakeRelease } from "./make-child.ts";

const [, , root = "", release = "{}"] = process.argv;
process.stdout.write("begins\n");
await upgradeChild({
  root,
  release: createRelease(JSON.parse(release) as FakeRelease),
  now: new Date("2026-11-27T12:00:00Z"),
});
