import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ContractCase } from "../contract-case.ts";
import { findSurvivors } from "./find-survivors.ts";
import type { SandboxSubject } from "./sandbox-subject.ts";

/** Whatever a command does, it ends, and the host hardly notices. */
export const limitCases: readonly ContractCase<SandboxSubject>[] = [
  {
    name: "ends an endless loop with 124, and everything it started",
    async check({ sandbox, directory }) {
      const mark = randomUUID();
      const stubborn = `trap '' TERM INT HUP; : ${mark}; while :; do :; done`;
      const command = `setsid sh -c "${stubborn}" & ${stubborn}`;
      const { exitCode, output } = await sandbox.run({ directory, command, timeoutMs: 700 });
      assert.equal(exitCode, 124, output);
      assert.deepEqual(await findSurvivors(mark), []);
    },
  },
  {
    name: "returns when the command ends and leaves none of its background processes",
    async check({ sandbox, directory }) {
      const mark = randomUUID();
      const daemon = `setsid sh -c 'trap "" TERM; : ${mark}; while :; do sleep 1; done'`;
      const command = `${daemon} & ${daemon} > /dev/null 2>&1 & nohup ${daemon} & echo started`;
      const result = await sandbox.run({ directory, command, timeoutMs: 30_000 });
      assert.equal(result.exitCode, 0);
      assert.match(result.output, /started/);
      assert.deepEqual(await findSurvivors(mark), []);
    },
  },
  {
    name: "survives a fork bomb",
    async check({ sandbox, directory }) {
      const mark = randomUUID();
      const command = `: ${mark}; bomb() { bomb | bomb & }; bomb; while :; do :; done`;
      const { exitCode } = await sandbox.run({ directory, command, timeoutMs: 2000 });
      assert.notEqual(exitCode, 0);
      assert.deepEqual(await findSurvivors(mark), []);
      assert.equal((await sandbox.run({ directory, command: "echo fine" })).output, "fine\n");
    },
  },
  {
    name: "stops a process that takes all memory",
    async check({ sandbox, directory }) {
      await writeFile(
        join(directory, "eat.mjs"),
        "const all = []; for (;;) all.push(Buffer.alloc(2 ** 26, 1));",
      );
      const { exitCode } = await sandbox.run({ directory, command: "node eat.mjs", timeoutMs: 60_000 });
      assert.ok(exitCode !== 0 && exitCode !== 124, `exit code ${exitCode}`);
    },
  },
  {
    name: "cuts an endless output in the middle",
    async check({ sandbox, directory }) {
      const command = "echo first; yes a line of many | head -c 50000000; echo last";
      const { exitCode, output } = await sandbox.run({ directory, command });
      assert.equal(exitCode, 0);
      assert.ok(output.startsWith("first\n") && output.endsWith("last\n"), "both ends are kept");
      assert.ok(output.length < 2_000_000, `${output.length} characters`);
    },
  },
  {
    name: "bounds what can be written, in the folder and beside it",
    async check({ sandbox, directory }) {
      const far = 16 * 1024 ** 3;
      for (const path of ["big", "/tmp/big", "$HOME/big", "/dev/shm/big"]) {
        const command = `head -c ${far} /dev/zero > ${path}`;
        const { exitCode } = await sandbox.run({ directory, command, timeoutMs: 120_000 });
        assert.ok(exitCode !== 0 && exitCode !== 124, `${path}: exit code ${exitCode}`);
      }
      assert.ok((await stat(join(directory, "big"))).size < far);
    },
  },
];
