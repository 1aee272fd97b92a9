import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ChildAnswers } from "../child/child-answers.ts";
import { hashContent } from "../lock/hash-content.ts";
import { parseLock } from "../lock/parse-lock.ts";
import { createFolder, person } from "../test-support/spawn-create.ts";
import { type SpawnOptions, spawnChild } from "./spawn-child.ts";

const now = new Date("2026-11-27T12:00:00Z");
const answers: ChildAnswers = { name: "my-shop", domain: "e-commerce", supabase: true };
const spawnIn = (directory: string, more: Partial<SpawnOptions> = {}) =>
  spawnChild({ directory, answers, now, environment: person, ...more });
const gitIn = (folder: string, ...flags: readonly string[]) =>
  execFileSync("git", flags, { cwd: folder, env: person, encoding: "utf8" }).trim();

test("a child is a repository with one commit on main, and a lock that knows its files", async () => {
  const directory = join(createFolder(), "deep", "my-shop");
  const { files, commit } = await spawnIn(directory);
  expect(gitIn(directory, "log", "--format=%H %an %D")).toBe(`${commit} Ann HEAD -> main`);
  expect(gitIn(directory, "status", "--porcelain")).toBe("");
  expect(gitIn(directory, "ls-files").split("\n").toSorted()).toEqual(
    files.map(({ path }) => path).toSorted(),
  );

  const lock = parseLock(readFileSync(join(directory, ".osorganicai/lock.json"), "utf8"));
  expect(lock).toMatchObject({ answers, sql: { "0001_seed.sql": "20261127120001_osorganicai_seed.sql" } });
  for (const [path, { sha256 }] of Object.entries(lock.files))
    expect(hashContent(readFileSync(join(directory, path), "utf8")), path).toBe(sha256);
  for (const path of ["vercel.json", "api/webhooks.ts"])
    expect(readFileSync(join(directory, ".osorganicai/base", path))).toEqual(
      readFileSync(join(directory, path)),
    );
});

test("the current folder stays the same folder, and only has to be empty", async () => {
  const directory = createFolder();
  const { ino } = statSync(directory);
  await spawnIn(directory, { git: false });
  expect(statSync(directory).ino).toBe(ino);
  expect(readdirSync(directory)).not.toContainEqual(expect.stringMatching(/^\.create/));
  await expect(spawnIn(directory)).rejects.toMatchObject({
    code: "folder_not_empty",
    message: expect.stringMatching(/is not empty \(\.env\.example, .*, …\)\. Choose another folder/),
  });
});

test("a file in the place of the folder is refused", async () => {
  const directory = join(createFolder(), "my-shop");
  writeFileSync(directory, "mine");
  await expect(spawnIn(directory)).rejects.toMatchObject({ code: "folder_not_empty" });
  expect(readFileSync(directory, "utf8")).toBe("mine");
});

const interrupted = new Error("Ctrl-C");
test.for(["write", "install", "commit"] as const)(
  "an interruption when it begins to %s leaves nothing behind, not even folders on the way",
  async (moment) => {
    const folder = createFolder();
    const controller = new AbortController();
    const spawning = spawnIn(join(folder, "deep", "my-shop"), {
      install: {
        name: "npm",
        command: process.execPath,
        arguments: ["-e", "setTimeout(() => {}, 60_000)", "--"],
      },
      signal: controller.signal,
      onStep: (step) =>
        step === moment && setTimeout(() => controller.abort(interrupted), step === "install" ? 100 : 0),
      ...(moment === "commit" && { install: undefined }),
    });
    await expect(spawning).rejects.toBe(interrupted);
    expect(readdirSync(folder)).toEqual([]);
  },
);

test("an interruption leaves an empty folder as empty as it was", async () => {
  const directory = createFolder();
  const signal = AbortSignal.abort(interrupted);
  await expect(spawnIn(directory, { signal })).rejects.toBe(interrupted);
  expect(readdirSync(directory)).toEqual([]);
});

test("an interruption in an empty folder also takes what the installation wrote there", async () => {
  const directory = createFolder();
  const { ino } = statSync(directory);
  const write = "require('fs').mkdirSync('node_modules/a', { recursive: true })";
  const install = { name: "npm", command: process.execPath, arguments: ["-e", write, "--"] } as const;
  const controller = new AbortController();
  const onStep = (step: string) => step === "commit" && controller.abort(interrupted);
  await expect(spawnIn(directory, { install, signal: controller.signal, onStep })).rejects.toBe(interrupted);
  expect(readdirSync(directory)).toEqual([]);
  expect(statSync(directory).ino).toBe(ino);
});

test("when only installing fails, the child stays and what the package manager said is kept", async () => {
  const directory = join(createFolder(), "my-shop");
  const fail = "console.error('no such registry'); process.exit(1)";
  const result = await spawnIn(directory, {
    install: { name: "npm", command: process.execPath, arguments: ["-e", fail, "--"] },
  });
  expect(result).toMatchObject({
    installed: false,
    installProblem: "no such registry",
    commit: expect.any(String),
  });
  expect(existsSync(join(directory, "package.json"))).toBe(true);
});

test("what installing writes is part of the first commit", async () => {
  const directory = join(createFolder(), "my-shop");
  const write =
    "require('fs').writeFileSync('package-lock.json', '{}'); require('fs').mkdirSync('node_modules/a', { recursive: true })";
  await spawnIn(directory, {
    install: { name: "npm", command: process.execPath, arguments: ["-e", write, "--"] },
  });
  expect(gitIn(directory, "ls-files", "package-lock.json", "node_modules")).toBe("package-lock.json");
  expect(gitIn(directory, "status", "--porcelain")).toBe("");
});

test("a package manager that is not there is said", async () => {
  const directory = join(createFolder(), "my-shop");
  const install = { name: "pnpm", command: "no-such-program", arguments: [] } as const;
  expect(await spawnIn(directory, { install })).toMatchObject({
    installed: false,
    installProblem: expect.stringContaining("ENOENT"),
  });
});

test("nobody's hooks, templates, ignored files and signatures change the first commit", async () => {
  const folder = createFolder();
  const [hooks, template] = [join(folder, "hooks"), join(folder, "template", "hooks")];
  for (const one of [hooks, template]) {
    mkdirSync(one, { recursive: true });
    for (const hook of ["pre-commit", "commit-msg", "post-checkout"]) {
      writeFileSync(join(one, hook), "#!/bin/sh\nexit 1\n");
      chmodSync(join(one, hook), 0o755);
    }
  }
  writeFileSync(join(folder, "ignore"), "*.json\n*.ts\n");
  const configuration = [
    ["core.hooksPath", hooks],
    ["init.templateDir", join(folder, "template")],
    ["core.excludesFile", join(folder, "ignore")],
    ["commit.gpgSign", "true"],
    ["init.defaultBranch", "trunk"],
  ];
  const environment = Object.fromEntries([
    ["GIT_CONFIG_COUNT", String(configuration.length)],
    ...configuration.flatMap(([key, value], index) => [
      [`GIT_CONFIG_KEY_${index}`, key],
      [`GIT_CONFIG_VALUE_${index}`, value],
    ]),
  ]);
  const directory = join(folder, "my-shop");
  const { commit, problem } = await spawnIn(directory, { environment: { ...person, ...environment } });
  expect({ commit, problem }).toEqual({
    commit: expect.stringMatching(/^[0-9a-f]{40}$/),
    problem: undefined,
  });
  expect(gitIn(directory, "ls-files")).toContain("package.json");
  expect(gitIn(directory, "branch", "--show-current")).toBe("main");
});

test("a hook that spawns a child does not commit into its own repository", async () => {
  const folder = createFolder();
  const other = join(folder, "other");
  mkdirSync(other);
  gitIn(other, "init", "-q");
  const environment = { ...person, GIT_DIR: join(other, ".git"), GIT_INDEX_FILE: join(other, ".git/index") };
  const directory = join(folder, "my-shop");
  await spawnIn(directory, { environment });
  expect(gitIn(directory, "log", "--oneline").split("\n")).toHaveLength(1);
  expect(() => gitIn(other, "rev-parse", "--verify", "HEAD")).toThrow();
});

test("without an identity there is no commit, and a sentence says what to do", async () => {
  const directory = join(createFolder(), "my-shop");
  const { PATH = "" } = person;
  const { commit, problem } = await spawnIn(directory, {
    environment: { PATH, HOME: "/nowhere", GIT_CONFIG_NOSYSTEM: "1" },
  });
  expect(commit).toBeUndefined();
  expect(problem).toMatch(/^git does not know who you are.* Run: git config --global user\.name/);
  expect(existsSync(join(directory, ".git"))).toBe(true);
});

test("inside of another repository, and without git, there is no repository, and that is said", async () => {
  const folder = createFolder();
  gitIn(folder, "init", "-q");
  const inside = await spawnIn(join(folder, "my-shop"));
  expect(inside).toMatchObject({ problem: expect.stringContaining("lies in another git repository") });
  expect(existsSync(join(folder, "my-shop/.git"))).toBe(false);

  const bin = join(createFolder(), "bin");
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, "node"));
  const without = await spawnIn(join(createFolder(), "my-shop"), { environment: { ...person, PATH: bin } });
  expect(without).toMatchObject({
    problem: expect.stringMatching(/^There is no git\. Install it, then run: git init/),
  });
});
