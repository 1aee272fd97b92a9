import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ContractCase } from "../contract-case.ts";
import type { SandboxSubject } from "./sandbox-subject.ts";

const canary = "canary-5f1c7e";

/** Nothing of the host is to be seen, reached or changed. */
export const isolationCases: readonly ContractCase<SandboxSubject>[] = [
  {
    name: "has no network: not the world's, not the host's",
    async check({ sandbox, directory }) {
      let visitors = 0;
      const tcp = createServer(() => void (visitors += 1)).listen(0);
      const abstract = createServer(() => void (visitors += 1)).listen(`\0${canary}-${process.pid}`);
      await Promise.all([once(tcp, "listening"), once(abstract, "listening")]);
      const { port } = tcp.address() as AddressInfo;
      await writeFile(join(directory, "reach.mjs"), reach);
      const command = `node reach.mjs ${port} '${canary}-${process.pid}'`;
      const { output } = await sandbox.run({ directory, command, timeoutMs: 30_000 });
      tcp.close();
      abstract.close();
      assert.equal(output, "refused refused refused refused refused\n");
      assert.equal(visitors, 0);
    },
  },
  {
    name: "shows no file of the host but the system's programs",
    async check({ sandbox, directory }) {
      const elsewhere = await mkdtemp(join(tmpdir(), "secret-"));
      const secrets = [join(elsewhere, "secret"), join(dirname(directory), "secret")];
      await Promise.all(secrets.map((path) => writeFile(path, canary)));
      const hidden = [...secrets, "/etc/shadow", "/root", process.cwd(), homedir()].filter(
        (path) => path !== "/",
      );
      const look = hidden.map((path) => `ls -d '${path}'; ls -d '/proc/1/root${path}'`).join("; ");
      const everywhere = `grep -rsl ${canary} / --exclude-dir=usr --exclude-dir=proc`;
      const { output } = await sandbox.run({ directory, command: `(${look}) 2> /dev/null; ${everywhere}` });
      await rm(elsewhere, { recursive: true });
      assert.equal(output, "");
    },
  },
  {
    name: "shows nothing of the host's environment, not even through other processes",
    async check({ sandbox, directory }) {
      process.env["OSORGANICAI_CANARY"] = canary;
      const command = "env; cat /proc/*/environ 2> /dev/null | tr '\\0' '\\n'";
      const { output } = await sandbox.run({ directory, command, environment: { GIVEN: "yes" } });
      delete process.env["OSORGANICAI_CANARY"];
      assert.doesNotMatch(output, new RegExp(canary));
      const names = new Set(output.split("\n").flatMap((line) => /^(\w+)=/.exec(line)?.[1] ?? []));
      for (const shell of ["PWD", "OLDPWD", "SHLVL", "_"]) names.delete(shell);
      assert.deepEqual([...names].sort(), ["CI", "GIVEN", "HOME", "LANG", "PATH", "TMPDIR"]);
    },
  },
  {
    name: "shows no process of the host",
    async check({ sandbox, directory }) {
      const { output } = await sandbox.run({ directory, command: "ls -d /proc/[0-9]*" });
      assert.ok(output.trim().split("\n").length < 20, output);
    },
  },
  {
    name: "lets nothing be written outside of the folder",
    async check({ sandbox, directory }) {
      const folders = [
        "/",
        "..",
        "/usr",
        "/usr/bin",
        "/etc",
        "/dev",
        "/var",
        "/lib",
        "/proc",
        "/proc/sys/kernel",
      ];
      const tries = folders.map((folder) => `touch ${folder}/${canary} && echo wrote ${folder}`);
      const node = '{ echo >> "$(command -v node)"; } && echo wrote node';
      const kernel = "{ echo x > /proc/sys/kernel/core_pattern; } && echo wrote core_pattern";
      const command = `(${[...tries, node, kernel].join("; ")}) 2> /dev/null; echo end`;
      assert.equal((await sandbox.run({ directory, command })).output, "end\n");
    },
  },
  {
    name: "follows a link in the folder to nothing of the host",
    async check({ sandbox, directory }) {
      const secret = join(dirname(directory), "secret");
      await writeFile(secret, canary);
      await symlink(secret, join(directory, "absolute"));
      await symlink("../secret", join(directory, "relative"));
      const command = "cat absolute relative 2> /dev/null; echo x > relative; echo x > absolute";
      const { output } = await sandbox.run({ directory, command });
      assert.doesNotMatch(output, new RegExp(canary));
    },
  },
  {
    name: "gives a command no rights: not root, no capabilities, none to be had",
    async check({ sandbox, directory }) {
      const status = "grep -E '^(Cap(Inh|Prm|Eff|Bnd|Amb)|NoNewPrivs):' /proc/self/status | tr -d '\\t'";
      const { output } = await sandbox.run({ directory, command: `id -u | grep -x 0; ${status}` });
      const none = "0".repeat(16);
      const sets = ["Inh", "Prm", "Eff", "Bnd", "Amb"].map((name) => `Cap${name}:${none}\n`);
      assert.equal(output, `${sets.join("")}NoNewPrivs:1\n`);
      const mount = "mount -t tmpfs none /workspace || unshare -r true || chroot /tmp true";
      assert.notEqual((await sandbox.run({ directory, command: mount })).exitCode, 0);
    },
  },
];

const reach = `
  import { connect } from "node:net";
  import { lookup } from "node:dns/promises";
  const [port, name] = process.argv.slice(2);
  const dial = (target) => new Promise((resolve) => {
    const socket = connect({ ...target, timeout: 3000 });
    for (const event of ["error", "timeout"]) socket.once(event, () => resolve("refused"));
    socket.once("connect", () => resolve("connected"));
  });
  const targets = [{ host: "127.0.0.1", port }, { host: "::1", port }, { host: "1.1.1.1", port: 80 }, { path: "\\0" + name }];
  const resolved = lookup("example.com").then(() => "resolved", () => "refused");
  console.log((await Promise.all([...targets.map(dial), resolved])).join(" "));
  process.exit();`;
