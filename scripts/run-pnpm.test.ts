import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { runPnpm } from "./run-pnpm.ts";

const root = join(import.meta.dirname, "..");
const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly packageManager: string;
};

/** Programs that only say what they were asked, before all others on the PATH. */
function fake(programs: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "run-pnpm-"));
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  vi.stubEnv("PATH", `${folder}${delimiter}${process.env["PATH"]}`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  return folder;
}

const says = (version: string): string => `[ "$1" = --version ] && echo ${version} || echo "pnpm $@"`;
const npx = 'echo "npx $@"';

test("the pnpm on the PATH is run when it is the repository's version", async () => {
  const cwd = fake({ pnpm: says(packageManager.replace("pnpm@", "")), npx });
  expect(await runPnpm(root, ["install"], { cwd })).toBe("pnpm install\n");
});

test("npx gets the repository's version where another one is on the PATH", async () => {
  const cwd = fake({ pnpm: says("1.2.3"), npx });
  expect(await runPnpm(root, ["install"], { cwd })).toBe(`npx -y ${packageManager} install\n`);
});

test("npx gets it where there is no pnpm that works", async () => {
  const cwd = fake({ pnpm: "exit 1", npx });
  expect(await runPnpm(root, ["install"], { cwd })).toBe(`npx -y ${packageManager} install\n`);
});
