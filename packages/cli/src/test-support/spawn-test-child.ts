import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ChildAnswers, planChild } from "create-osorganicai";
import { onTestFinished } from "vitest";
import { removeFolders, writeFiles } from "./make-child.ts";

const packages = join(import.meta.dirname, "../../..");

/** A child as it is spawned, with this workspace's packages installed. It goes with the test. */
export function spawnTestChild(answers: Partial<ChildAnswers> = {}): string {
  const root = mkdtempSync(join(tmpdir(), "osorganicai-spawned-"));
  onTestFinished(() => removeFolders(root));
  const planned = planChild(
    { name: "my-shop", domain: "e-commerce", supabase: true, ...answers },
    new Date("2026-11-27T12:00:00Z"),
  );
  writeFiles(root, Object.fromEntries(planned.map(({ path, content }) => [path, content])));
  linkPackages(root);
  return root;
}

/** Every package of ours, as a package manager would link it. */
function linkPackages(root: string): void {
  for (const folder of readdirSync(packages)) {
    const { name } = JSON.parse(readFileSync(join(packages, folder, "package.json"), "utf8")) as {
      readonly name: string;
    };
    const target = join(root, "node_modules", name);
    mkdirSync(join(target, ".."), { recursive: true });
    symlinkSync(join(packages, folder), target);
  }
}
