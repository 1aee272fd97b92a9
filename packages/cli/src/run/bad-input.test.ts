import { existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { git, makeFolder, makeRepository, writeFiles } from "../test-support/make-repository.ts";
import { adder, clear, runScripted, startScripted } from "../test-support/run-scripted.ts";
import { spawnCli } from "../test-support/spawn-cli.ts";

/** One sentence, exit code 2, nothing left. @param args may hold `{repo}`, `{issue}` and `{folder}` */
const refusals: readonly [string, readonly string[], RegExp][] = [
  ["an unknown flag", ["--repo", "{repo}", "--issue", "{issue}", "--speed"], /unknown option '--speed'/],
  ["no repository", ["--issue", "{issue}"], /required option '--repo <path>'/],
  ["a missing folder", ["--repo", "{folder}/none", "--issue", "{issue}"], /There is no folder .*none\./],
  ["a file as repository", ["--repo", "{issue}", "--issue", "{issue}"], /issue\.md is not a folder\./],
  ["a folder without git", ["--repo", "{folder}", "--issue", "{issue}"], /is not a git repository\./],
  ["git's own folder", ["--repo", "{repo}/.git", "--issue", "{issue}"], /is git's own folder/],
  ["no commit", ["--repo", "{folder}/born", "--issue", "{issue}"], /has no commits yet/],
  ["a missing branch", ["--repo", "{repo}", "--issue", "{issue}", "--base", "next"], /has no branch next\./],
  ["a missing issue", ["--repo", "{repo}", "--issue", "{folder}/none.md"], /there is no such file\./],
  ["a folder as issue", ["--repo", "{repo}", "--issue", "{folder}"], /it is a folder\./],
  ["an empty issue", ["--repo", "{repo}", "--issue", "{folder}/empty.md"], /is empty\./],
  [
    "a device without end as issue",
    ["--repo", "{repo}", "--issue", "/dev/zero"],
    /is larger than 262144 bytes\./,
  ],
  ["an issue of front matter alone", ["--repo", "{repo}", "--issue", "{folder}/front.md"], /has no title\./],
  ["an empty value", ["--repo", "", "--issue", "{issue}"], /option '--repo <path>' argument '' is invalid/],
  [
    "an empty check",
    ["--repo", "{repo}", "--issue", "{issue}", "--check", ""],
    /'--check <command>' .* is invalid/,
  ],
  [
    "a folder as answers",
    ["--repo", "{repo}", "--issue", "{issue}", "--answers", "{folder}"],
    /it is a folder\./,
  ],
  ["bytes as issue", ["--repo", "{repo}", "--issue", "{folder}/bytes.md"], /not a text in UTF-8\./],
  [
    "missing answers",
    ["--repo", "{repo}", "--issue", "{issue}", "--answers", "x"],
    /answers file x cannot be read/,
  ],
  [
    "a malformed model",
    ["--repo", "{repo}", "--issue", "{issue}", "--model", "gpt"],
    /"gpt" is not a model\./,
  ],
  [
    "a time limit in words",
    ["--repo", "{repo}", "--issue", "{issue}", "--timeout", "5m"],
    /'--timeout <seconds>' argument '5m' is invalid\. Expected a whole number from 1 to 86400\./,
  ],
  [
    "an unknown provider",
    ["--repo", "{repo}", "--issue", "{issue}", "--model", "nope:large"],
    /LangChain knows no model provider "nope"\. Use one of: /,
  ],
  [
    "a provider whose package is missing",
    ["--repo", "{repo}", "--issue", "{issue}", "--model", "ollama:qwen3"],
    /ollama:qwen3 needs the package @langchain\/ollama\. Add it /,
  ],
  [
    "no model",
    ["--repo", "{repo}", "--issue", "{issue}"],
    /ANTHROPIC_API_KEY or OPENAI_API_KEY.*OSORGANICAI_MODEL.*--model/,
  ],
];

test.for(refusals)("%s is refused in one sentence with exit code 2", async ([, args, sentence]) => {
  const folder = await makeFolder("bad ïnput-");
  const repo = await makeRepository(adder);
  await writeFiles(folder, {
    "issue.md": "# A wish\n",
    "empty.md": " \n",
    "bytes.md": "a\0b",
    "front.md": "---\n# status\nstatus: open\n---\n",
    "tmp/x/.keep": "",
  });
  await mkdir(join(folder, "born"));
  git(join(folder, "born"), "init", "--quiet");
  const values: Readonly<Record<string, string>> = { repo, folder, issue: join(folder, "issue.md") };
  const filled = args.map((arg) => arg.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ""));
  const end = await spawnCli(["run", ...filled], { TMPDIR: join(folder, "tmp") }).ended;
  expect(end).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringMatching(sentence) });
  expect(
    end.stderr
      .trim()
      .split("\n")
      .filter((line) => !line.startsWith("(")).length,
  ).toBe(1);
  expect(await readdir(join(folder, "tmp"))).toEqual(["x"]);
  expect(git(repo, "for-each-ref", "--format=%(refname)")).toBe("refs/heads/main");
});

test("a branch named feature is refused before anything is paid for", async () => {
  const repo = await makeRepository(adder);
  git(repo, "branch", "feature");
  const { exitCode, stderr } = await runScripted(repo);
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/has a branch named feature, .*Rename it\./)]);
});

test("a detached HEAD works from its commit", async () => {
  const repo = await makeRepository(adder);
  git(repo, "checkout", "--quiet", "--detach");
  const { exitCode, stdout } = await runScripted(repo);
  expect([exitCode, JSON.parse(stdout).base.branch]).toEqual([0, "HEAD"]);
  expect(git(repo, "rev-parse", "--abbrev-ref", "HEAD")).toBe("HEAD");
}, 180_000);

test("a bare repository works too", async () => {
  const bare = join(await makeFolder(), "shop.git");
  git("/", "clone", "--quiet", "--bare", await makeRepository(adder), bare);
  const { exitCode, stderr } = await runScripted(bare);
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining("The repository is bare")]);
  expect(git(bare, "branch", "--format=%(refname:short)")).toBe("feature/1-subtract\nmain");
}, 180_000);

test.for(["SIGINT", "SIGTERM"] as const)(
  "%s to the process group in the middle leaves nothing behind",
  { timeout: 180_000 },
  async (signal) => {
    const repo = await makeRepository({
      ...adder,
      "test/slow.test.js":
        'import { test } from "node:test";\n\ntest("slow", () => new Promise((r) => setTimeout(r, 50_000)));\n',
    });
    const { cli, temporary } = await startScripted(repo, { script: clear });
    const { pid } = cli.process;
    let said = "";
    cli.process.stderr?.on("data", (chunk) => (said += String(chunk)));
    await vi.waitUntil(() => said.includes("Developer reads"), { timeout: 120_000 });
    process.kill(-Number(pid), signal);
    const { exitCode, stderr } = await cli.ended;
    expect([exitCode, stderr]).toEqual([
      signal === "SIGINT" ? 130 : 143,
      expect.stringContaining("nothing is left behind"),
    ]);
    expect(await readdir(temporary)).toEqual([]);
    expect(git(repo, "for-each-ref", "--format=%(refname)")).toBe("refs/heads/main");
    expect(existsSync(join(repo, ".git", "index.lock"))).toBe(false);
  },
);
