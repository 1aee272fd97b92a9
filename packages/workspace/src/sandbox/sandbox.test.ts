import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, chown, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { messageOf, type Sandbox } from "@osorganicai/core";
import { findSurvivors, sandboxContract } from "@osorganicai/testing";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createBubblewrapSandbox } from "./create-bubblewrap-sandbox.ts";
import { createNamespaceSandbox } from "./create-namespace-sandbox.ts";
import type { SandboxUse } from "./fixtures/use-sandbox.ts";
import type { SandboxOptions } from "./sandbox-options.ts";

const megabyte = 1024 ** 2;
const options: SandboxOptions = {
  limits: {
    memoryBytes: 1280 * megabyte,
    fileBytes: 64 * megabyte,
    scratchBytes: 64 * megabyte,
    serverStartMs: 3000,
  },
  searchPath: process.env["PATH"] ?? "",
};
const kinds = { namespaces: createNamespaceSandbox, bubblewrap: createBubblewrapSandbox };
const working: Sandbox[] = [];

for (const kind of ["namespaces", "bubblewrap"] as const) {
  const sandbox = await kinds[kind](options).catch((error) => {
    console.warn(`The ${kind} sandbox was not tested. ${messageOf(error)}`);
  });
  if (sandbox === undefined) continue;
  working.push(sandbox);

  describe(`the ${kind} sandbox`, () => {
    for (const { name, check } of sandboxContract)
      test(`${name}`, async () => check({ sandbox, directory: await freshFolder() }));

    test("ends a command that takes longer than the sandbox allows and brings no limit of its own", async () => {
      const directory = await freshFolder();
      const hasty = await kinds[kind]({ ...options, limits: { commandMs: 700 } });
      expect((await hasty.run({ directory, command: "sleep 60" })).exitCode).toBe(124);
    });

    test("limits the processes, the processor time and the memory of a command", async () => {
      const directory = await freshFolder();
      const small = await kinds[kind]({ ...options, limits: { processes: 40, cpuSeconds: 1 } });
      const forks = "i=0; while [ $i -lt 100 ]; do sleep 9 & i=$((i + 1)); done";
      expect((await small.run({ directory, command: forks })).output).toMatch(/fork/i);
      const spin = await small.run({ directory, command: "while :; do :; done" });
      expect(spin.exitCode).toBe(137);
      const memory = await sandbox.run({ directory, command: "grep 'Max data size' /proc/self/limits" });
      expect(memory.output).toContain(String(1280 * megabyte));
    });

    test("shows the paths it was given, read-only", async () => {
      const [directory, given] = [await freshFolder(), await freshFolder()];
      await chmod(given, 0o777);
      const open = await kinds[kind]({ ...options, readOnlyPaths: [given] });
      const result = await open.run({ directory, command: `cd '${given}' && touch x` });
      expect(result.output).toMatch(/Read-only file system/);
    });

    test("shows what is installed on the host, and lets nobody change it there", async () => {
      const [directory, given] = [await freshFolder(), await freshFolder()];
      await writeFile(join(given, "index.js"), "module.exports = 7;\n", { mode: 0o666 });
      await symlink("../../add.js", join(given, "linked.js"));
      await writeFile(join(directory, "add.js"), "module.exports = 8;\n");
      await chmod(given, 0o777);
      const before = await stat(given);
      const alias = join(dirname(given), "at, home:");
      const folders = [{ from: given, to: "node_modules/seven" }];
      const open = await kinds[kind]({ ...options, installed: folders, alias });
      const look = `cat '${alias}/add.js'; node -p 'require("seven") + require("seven/linked.js")'`;
      expect((await open.run({ directory, command: look })).output).toBe("module.exports = 8;\n15\n");
      const vandalise =
        "cd node_modules/seven; echo x > index.js; rm -f index.js; touch new; mkdir made; chmod 700 .; rm -rf ../seven; true";
      await open.run({ directory, command: vandalise });
      expect(await readdir(given)).toEqual(["index.js", "linked.js"]);
      expect(await readFile(join(given, "index.js"), "utf8")).toBe("module.exports = 7;\n");
      const { mode, uid, mtimeMs } = await stat(given);
      expect([mode, uid, mtimeMs]).toEqual([before.mode, before.uid, before.mtimeMs]);
      expect((await open.run({ directory, command: look })).output).toContain("15");
    });

    test("mounts nothing installed where a command has put a link", async () => {
      const [directory, given, victim] = [await freshFolder(), await freshFolder(), await freshFolder()];
      await symlink(victim, join(directory, "packages"));
      const open = await kinds[kind]({
        ...options,
        installed: [{ from: given, to: "packages/node_modules" }],
      });
      expect((await open.run({ directory, command: "echo fine" })).output).toBe("fine\n");
      expect(await readdir(victim)).toEqual([]);
    });

    test("opens no socket that a network namespace does not cover, no ring and no key", async () => {
      const tries = [
        "socket(S, 40, 1, 0)",
        "socket(S, 38, 5, 0)",
        "syscall(425, 1, 0) == 0",
        `syscall(${process.arch === "arm64" ? 219 : 250}, 0, -3, 0) > 0`,
      ];
      const script = tries.map((attempt) => `print((${attempt}) ? "open" : $! + 0, " ");`).join(" ");
      const command = `perl -e '${script} print socket(S, 2, 1, 0) ? "inet" : "none"'`;
      const { output } = await sandbox.run({ directory: await freshFolder(), command });
      expect(output).toBe("97 97 38 38 inet");
    });

    test("hands no file to a command that we happen to have open", async () => {
      const directory = await freshFolder();
      const command = "ls /proc/self/fd | tr '\\n' ' '";
      const use: SandboxUse = { kind, options, serve: false, directory, command };
      const opener = 'exec 99< /etc/hostname 250> /dev/null; exec "$@"';
      const user = spawn("bash", ["-c", opener, "-", process.execPath, script, JSON.stringify(use)]);
      expect(await text(user.stdout)).toContain('"output":"0 1 2 3 "');
    });

    test("says that the time is up also when it was up before the command began", async () => {
      const result = await sandbox.run({ directory: await freshFolder(), command: "true", timeoutMs: 1 });
      expect(result.exitCode).toBe(124);
    });

    test.each(["run", "serve"])("dies with us when we are killed during %s", async (way) => {
      const directory = await freshFolder();
      const mark = `mark-${Math.random()}`;
      const command = `touch started; setsid sh -c ': ${mark}; while :; do sleep 1; done' & sleep 300`;
      const user = startUse({ kind, options, serve: way === "serve", directory, command });
      await vi.waitUntil(() => existsSync(join(directory, "started")), { timeout: 20_000 });
      expect((await findSurvivors(mark)).length).toBeGreaterThan(1);
      user.kill("SIGKILL");
      await vi.waitUntil(async () => (await findSurvivors(mark)).length === 0, { timeout: 10_000 });
    });

    test("works for an ordinary user, who is nobody special inside", async () => {
      const directory = await freshFolder();
      if (isRoot) await chown(directory, ordinaryUser, ordinaryUser);
      const command = "id -u; node -p 'os.userInfo().username'; touch file; cat /proc/1/environ";
      const user = startUse({ kind, options, serve: false, directory, command }, ordinaryUser);
      expect(await text(user.stdout)).toContain(
        '"output":"1000\\napp\\ncat: /proc/1/environ: Permission denied',
      );
      const owner = isRoot ? ordinaryUser : process.getuid?.();
      expect((await stat(join(directory, "file"))).uid).toBe(owner);
    });

    test.runIf(isRoot)("is not root on the host when we are", async () => {
      const directory = await freshFolder();
      await sandbox.run({ directory, command: "touch file" });
      expect((await stat(join(directory, "file"))).uid).toBe(65534);
    });

    test("is refused by name where the machine allows no namespace, as in a sandbox", async () => {
      const directory = await freshFolder();
      const open = await kinds[kind]({ ...options, readOnlyPaths: [repository] });
      const use: SandboxUse = {
        kind: "any",
        options: {},
        serve: false,
        directory: "/workspace",
        command: "true",
      };
      const command = `node '${script}' "$USE"`;
      const { output } = await open.run({ directory, command, environment: { USE: JSON.stringify(use) } });
      expect(JSON.parse(output)).toMatchObject({
        code: "executor_unavailable",
        message: expect.stringMatching(/^No sandbox works here\. .*[Ii]nstall bubblewrap/s),
      });
    });
  });
}

test("at least one kind of sandbox works on this machine", () => {
  expect(working).not.toEqual([]);
});

const script: string = join(import.meta.dirname, "fixtures/use-sandbox.ts");
const repository = join(import.meta.dirname, "../../../..");
const isRoot = process.getuid?.() === 0;
/** Any id that is neither root's nor nobody's. */
const ordinaryUser = 12_345;

async function freshFolder(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), "sandbox test-"));
  await chmod(home, 0o777);
  onTestFinished(() => rm(home, { recursive: true }));
  return mkdtemp(join(home, "checkout-"));
}

/** A process of its own that uses a sandbox, as another user when we may choose. */
function startUse(use: SandboxUse, uid?: number) {
  const identity = isRoot && uid !== undefined ? { uid, gid: uid } : {};
  const child = spawn(process.execPath, [script, JSON.stringify(use)], {
    stdio: ["ignore", "pipe", "inherit"],
    // Whoever is killed tidies nothing up.
    env: { ...process.env, TMPDIR: dirname(use.directory) },
    ...identity,
  });
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  });
  return child;
}
