import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, utimesSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOrigin } from "@osorganicai/testing";
import { expect, onTestFinished, test } from "vitest";
import { systemPath } from "../system-path.ts";
import { createRepositoryMirror } from "./create-repository-mirror.ts";
import { serveOrigin } from "./fixtures/serve-origin.ts";

async function makeRoot(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "mirrors-"));
  onTestFinished(() => rm(root, { recursive: true }));
  return root;
}

/** Git that fetches nothing: only what is there counts. */
function git(gitDir: string | undefined, ...args: readonly string[]): readonly string[] {
  const env = { PATH: systemPath, GIT_CONFIG_GLOBAL: "/dev/null" };
  const output = execFileSync("git", ["--git-dir", String(gitDir), ...args], { env, stdio: "pipe" });
  return output.toString().trim().split("\n");
}

const noise = Array.from({ length: 4000 }, (_, line) => `${(line * 7919) % 4001}`).join("\n");

test("a mirror has all files of its commit, and the commits that led to it without the contents of then", async () => {
  const origin = await serveOrigin();
  const first = origin.commit("a.js", "old();\n");
  const second = origin.commit("a.js", "new();\n");
  const mirror = createRepositoryMirror({ root: await makeRoot(), access: async () => origin });
  const { files, history } = await mirror({ repository: "acme/shop", commit: second });
  expect(git(files, "show", `${second}:a.js`)).toEqual(["new();"]);
  expect(git(files, "rev-list", second)).toEqual([second]);
  expect(git(history, "rev-list", second)).toEqual([second, first]);
  expect(git(history, "diff-tree", "-r", "--name-only", "--no-commit-id", second)).toEqual(["a.js"]);
  expect(() => git(history, "show", `${first}:a.js`)).toThrow();
});

test("of a later commit only what is new is fetched, and what came back is there", async () => {
  const origin = await serveOrigin();
  origin.commit("large.txt", noise);
  const old = origin.commit("a.js", "old();\n");
  const changed = origin.commit("a.js", "new();\n");
  const root = await makeRoot();
  const mirror = createRepositoryMirror({ root, access: async () => origin });
  await mirror({ repository: "acme/shop", commit: changed });
  expect(origin.sent()).toBeGreaterThan(8000);
  const reverted = origin.commit("a.js", "old();\n");
  const { files, history } = await mirror({ repository: "acme/shop", commit: reverted });
  expect(origin.sent()).toBeLessThan(6000);
  expect(git(files, "show", `${reverted}:a.js`)).toEqual(["old();"]);
  expect(git(files, "show", `${reverted}:large.txt`)).toHaveLength(4000);
  expect(git(history, "rev-list", reverted)).toHaveLength(4);
  expect(git(history, "rev-list", reverted)).toContain(old);
});

test("a mirror that is there asks nobody, and several who want one at once fetch it once", async () => {
  const origin = await serveOrigin();
  const commit = origin.commit("a.js", noise);
  const root = await makeRoot();
  const mirror = createRepositoryMirror({ root, access: async () => origin });
  const open = () => mirror({ repository: "acme/shop", commit });
  const [first, second] = await Promise.all([open(), open()]);
  expect(second).toEqual(first);
  expect(origin.sent()).toBeLessThan(15_000);
  expect(await open()).toEqual(first);
  expect(origin.sent()).toBe(0);
});

test("several processes at once make one mirror", async () => {
  const origin = await serveOrigin();
  const commit = origin.commit("a.js", "a();\n");
  const root = await makeRoot();
  const open = () =>
    createRepositoryMirror({ root, access: async () => origin })({ repository: "acme/shop", commit });
  const [first, second] = await Promise.all([open(), open()]);
  expect(second).toEqual(first);
  const [home = ""] = readdirSync(root);
  expect(readdirSync(join(root, home))).toEqual([commit]);
});

test("mirrors that nobody has used for hours are forgotten, and so is what a dead process left", async () => {
  const origin = await serveOrigin();
  const root = await makeRoot();
  const mirror = createRepositoryMirror({ root, access: async () => origin });
  const made: string[] = [];
  for (const content of ["1", "2", "3"]) {
    const commit = origin.commit("a.js", content);
    const { files } = await mirror({ repository: "acme/shop", commit });
    made.push(join(files, ".."));
  }
  for (const [at, path] of made.entries()) utimesSync(join(path, "used"), 1000 + at, 1000 + at);
  expect(made.map((path) => existsSync(path))).toEqual([true, true, true]);
  await mirror({ repository: "acme/shop", commit: origin.commit("a.js", "4") });
  expect(made.map((path) => existsSync(path))).toEqual([false, false, true]);
});

test("a repository of this machine is read where it lies", async () => {
  const origin = createOrigin({ "a.js": "a();\n" });
  onTestFinished(() => origin.remove());
  const root = await makeRoot();
  const mirror = createRepositoryMirror({ root, access: async () => origin });
  const { files, history } = await mirror({ repository: "local/shop", commit: origin.commit });
  expect([files, history]).toEqual([origin.url.slice(7), origin.url.slice(7)]);
  expect(readdirSync(root)).toEqual([]);
});

test("what cannot be fetched leaves nothing, and no password in what is said or written down", async () => {
  const origin = await serveOrigin();
  const commit = origin.commit("a.js", "a();\n");
  const root = await makeRoot();
  const url = origin.url.replace("//", "//user:pa55word@");
  const mirror = createRepositoryMirror({ root, access: async () => ({ url }) });
  await expect(mirror({ repository: "acme/shop", commit: "1".repeat(40) })).rejects.toThrow(
    expect.objectContaining({ code: "repository_unavailable", message: expect.not.stringContaining("pa55") }),
  );
  const [home = ""] = readdirSync(root);
  expect(readdirSync(join(root, home))).toEqual([]);
  const { history } = await mirror({ repository: "acme/shop", commit });
  expect(git(history, "config", "--list").join("\n")).not.toContain("pa55word");
});
