import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { createFolder, person, runCreateIn, startCreate } from "../test-support/spawn-create.ts";

/** A folder of programs in front of the PATH, one of which is called `pnpm`. */
function withPnpm(script: string): Readonly<Record<string, string>> {
  const bin = join(createFolder(), "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "pnpm"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, "pnpm"), 0o755);
  return { ...person, PATH: `${bin}:${person["PATH"]}` };
}

test("without a terminal flags say everything, and the defaults the rest", async () => {
  const folder = createFolder();
  const flags = [
    "my-shop",
    "--domain",
    "fintech",
    "--owner",
    "acme",
    "--model",
    "openai:gpt-6-luna",
    "--no-install",
  ];
  const { exitCode, stdout, stderr } = await runCreateIn(folder, [...flags, "--no-supabase"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toMatch(
    /^Writing the files\nMaking the first commit\n\d+ files in .*\/my-shop, committed as [0-9a-f]{7}\n/,
  );
  expect(stdout).toMatch(/\nNext:\n {2}cd my-shop\n {2}p?npm install\n {2}p?npm test\n/);
  const child = join(folder, "my-shop");
  expect(readFileSync(join(child, "osorganicai.config.ts"), "utf8")).toContain('strong: "openai:gpt-6-luna"');
  expect(readFileSync(join(child, "src/agents/product-owner.ts"), "utf8")).toContain(
    "class FintechProductOwner",
  );
  expect(existsSync(join(child, "supabase"))).toBe(false);
});

test("--json prints one object and nothing else on standard output", async () => {
  const folder = createFolder();
  const { stdout } = await runCreateIn(folder, [".", "--name", "my-shop", "--no-install", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({
    directory: folder,
    name: "my-shop",
    domain: "generic",
    commit: expect.stringMatching(/^[0-9a-f]{40}$/),
    problems: [],
    next: expect.arrayContaining(["cp .env.example .env    # then fill it in"]),
    files: expect.arrayContaining([{ path: "api/webhooks.ts", class: "shim" }]),
  });
});

test("--dry-run lists the files and whose each is, and writes nothing", async () => {
  const folder = createFolder();
  const { exitCode, stdout } = await runCreateIn(folder, ["my-shop", "--dry-run"]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain("owned    src/agents/checklist.ts\n");
  expect(stdout).toContain("shim     api/webhooks.ts\n");
  expect(stdout).toContain("managed  vercel.json\n");
  expect(stdout).toContain("tool     .osorganicai/lock.json\n");
  expect(stdout).toMatch(/\n\d+ files would be written; nothing was\.\n$/);
  expect(readdirSync(folder)).toEqual([]);
});

const wrong: Readonly<Record<string, readonly [readonly string[], RegExp]>> = {
  "no folder": [[], /Name the folder of the child/],
  "a folder without a name": [[""], /Name the folder of the child/],
  "a name that is refused": [["My_Shop"], /"My_Shop" cannot be the name of a child/],
  "a name that is refused, even in a dry run": [["My_Shop", "--dry-run"], /cannot be the name/],
  "a domain that is none": [["my-shop", "--domain", "opera"], /Allowed choices are generic, e-commerce/],
  "a model that is none": [["my-shop", "--model", "best"], /"best" is not a model/],
  "a flag that is none": [["my-shop", "--wings"], /unknown option '--wings'/],
  "a folder that is not empty, even in a dry run": [["full", "--dry-run"], /full is not empty/],
  "a folder that is not empty": [["full"], /full is not empty \(mine\.txt\)/],
};
test.for(Object.entries(wrong))("%s is wrong usage", async ([, [argv, sentence]]) => {
  const folder = createFolder();
  mkdirSync(join(folder, "full"));
  writeFileSync(join(folder, "full", "mine.txt"), "mine");
  const { exitCode, stdout, stderr } = await runCreateIn(folder, [...argv, "--no-install"]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toMatch(sentence);
  expect(readdirSync(folder)).toEqual(["full"]);
});

test("with --json an error is an object, too", async () => {
  const { exitCode, stdout } = await runCreateIn(createFolder(), ["My_Shop", "--json"]);
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toEqual({ error: { code: "name_refused", message: expect.any(String) } });
});

test("--help has an example and every exit code", async () => {
  const { exitCode, stdout } = await runCreateIn(createFolder(), ["--help"]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/Example:\n {2}pnpm create osorganicai my-shop/);
  for (const code of [0, 1, 2, 3, 130]) expect(stdout).toMatch(new RegExp(`^ +${code} {2}\\w`, "m"));
});

test("when installing fails, the child is there and the last lines say what to run", async () => {
  const folder = createFolder();
  const environment = withPnpm('echo "the registry is away" >&2; exit 1');
  const { exitCode, stdout } = await runCreateIn(folder, ["my-shop"], environment);
  expect(exitCode).toBe(3);
  expect(stdout).toMatch(/The packages could not be installed:\nthe registry is away\n/);
  expect(stdout).toMatch(/Next:\n {2}cd my-shop\n {2}pnpm install\n/);
});

test.for([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s while packages are installed takes everything away", async ([signal, code]) => {
  const folder = createFolder();
  const environment = withPnpm("touch half-installed; exec sleep 60");
  const { process, ended } = startCreate(folder, ["my-shop"], environment);
  while (!existsSync(join(folder, "my-shop", "half-installed"))) await wait(20);
  process.kill(signal);
  await once(process, "exit");
  const { exitCode, stderr } = await ended;
  expect({ exitCode, stderr }).toEqual({ exitCode: code, stderr: "Interrupted: nothing is left behind.\n" });
  expect(readdirSync(folder)).toEqual([]);
});
