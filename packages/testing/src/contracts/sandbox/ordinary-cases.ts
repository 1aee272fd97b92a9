import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isOSOrganicError } from "@osorganicai/core";
import type { ContractCase } from "../contract-case.ts";
import type { SandboxSubject } from "./sandbox-subject.ts";

/** Real projects work inside. */
export const ordinaryCases: readonly ContractCase<SandboxSubject>[] = [
  {
    name: "runs a shell command in its folder and keeps what it wrote there",
    async check({ sandbox, directory }) {
      await writeFile(join(directory, "in.txt"), "hello");
      const result = await sandbox.run({
        directory,
        command: "tr a-z A-Z < in.txt > out.txt && cat out.txt",
      });
      assert.equal(result.exitCode, 0, result.output);
      assert.equal(result.output, "HELLO");
      assert.equal(await readFile(join(directory, "out.txt"), "utf8"), "HELLO");
    },
  },
  {
    name: "tells the exit code, also of a command that a signal ended",
    async check({ sandbox, directory }) {
      assert.equal((await sandbox.run({ directory, command: "exit 42" })).exitCode, 42);
      assert.equal((await sandbox.run({ directory, command: "kill -9 $$" })).exitCode, 137);
      assert.equal((await sandbox.run({ directory, command: "no-such-command" })).exitCode, 127);
    },
  },
  {
    name: "keeps standard output and standard error in the order they came",
    async check({ sandbox, directory }) {
      const command = "for i in 1 2 3; do echo out $i; echo err $i >&2; done";
      const { output } = await sandbox.run({ directory, command });
      assert.equal(output, "out 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\n");
    },
  },
  {
    name: "gives a command nothing to read",
    async check({ sandbox, directory }) {
      const result = await sandbox.run({ directory, command: "cat; echo end", timeoutMs: 10_000 });
      assert.deepEqual([result.exitCode, result.output], [0, "end\n"]);
    },
  },
  {
    name: "takes any text as command, value and folder",
    async check({ sandbox, directory }) {
      const folder = join(directory, 'it\'s a "folder" with $(spaces) and ünïcode');
      await mkdir(folder);
      const value = 'it\'s "$HOME"\nand `two` lines \\';
      const command = `printf '%s' "$VALUE" > 'a "file"'`;
      const result = await sandbox.run({ directory: folder, command, environment: { VALUE: value } });
      assert.equal(result.exitCode, 0, result.output);
      assert.equal(await readFile(join(folder, 'a "file"'), "utf8"), value);
    },
  },
  {
    name: "runs a project's npm test with its child processes",
    async check({ sandbox, directory }) {
      await writeProject(directory);
      const result = await sandbox.run({ directory, command: "npm test" });
      assert.equal(result.exitCode, 0, result.output);
      assert.match(result.output, /pass 2/);
    },
  },
  {
    name: "lets a project's tests talk to themselves over 127.0.0.1 and localhost",
    async check({ sandbox, directory }) {
      await writeFile(join(directory, "loopback.mjs"), loopback);
      const result = await sandbox.run({ directory, command: "node loopback.mjs" });
      assert.deepEqual([result.exitCode, result.output], [0, "hello hello\n"]);
    },
  },
  {
    name: "has git, and python where the host has one",
    async check({ sandbox, directory }) {
      const commit = "git -c user.name=a -c user.email=a@b.c commit --quiet --allow-empty -m one";
      const git = await sandbox.run({
        directory,
        command: `git init -q . && ${commit} && git log --format=%s`,
      });
      assert.deepEqual([git.exitCode, git.output], [0, "one\n"]);
      if (!existsSync("/usr/bin/python3")) return;
      const pool = "import multiprocessing as m; print(sum(m.Pool(2).map(abs, [-1, -2])))";
      const python = await sandbox.run({ directory, command: `python3 -c '${pool}'` });
      assert.deepEqual([python.exitCode, python.output], [0, "3\n"]);
    },
  },
  {
    name: "gives every command a home and a folder for temporary files, and the next one new ones",
    async check({ sandbox, directory }) {
      const command = 'ls -A "$HOME" "$TMPDIR/mine"; touch "$HOME/one" && mkdir "$TMPDIR/mine"';
      for (const _ of [1, 2]) {
        const { exitCode, output } = await sandbox.run({ directory, command });
        assert.equal(exitCode, 0, output);
        assert.doesNotMatch(output, /one/);
      }
    },
  },
  {
    name: "refuses a folder that does not exist",
    async check({ sandbox, directory }) {
      await assert.rejects(sandbox.run({ directory: join(directory, "none"), command: "true" }), (error) => {
        assert.ok(isOSOrganicError(error));
        return error.code === "path_refused";
      });
    },
  },
];

async function writeProject(directory: string): Promise<void> {
  const manifest = { type: "module", scripts: { test: "node --test" } };
  const test = `
    import { execFileSync } from "node:child_process";
    import { test } from "node:test";
    import assert from "node:assert";
    test("adds", () => assert.equal(1 + 1, 2));
    test("spawns", () => assert.equal(execFileSync("sh", ["-c", "echo $((20 + 1))"]).toString(), "21\\n"));`;
  await writeFile(join(directory, "package.json"), JSON.stringify(manifest));
  await writeFile(join(directory, "a.test.js"), test);
}

const loopback = `
  import { createServer } from "node:http";
  const server = createServer((_, response) => response.end("hello")).listen(0, () => ask(server.address().port));
  async function ask(port) {
    const answers = ["127.0.0.1", "localhost"].map(async (host) => (await fetch("http://" + host + ":" + port)).text());
    console.log((await Promise.all(answers)).join(" "));
    process.exit();
  }`;
