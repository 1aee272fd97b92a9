import { spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { systemPath } from "../system-path.ts";
import { confineWith } from "./confine-command.ts";
import { findTool } from "./find-tool.ts";
import { systemCallFilter } from "./system-call-filter.ts";

for (const interpreter of ["perl", "python3"] as const)
  test.runIf(await findTool(interpreter, systemPath))(
    `${interpreter} puts a command under the filter and closes what is open`,
    async () => {
      const command = `exec 7< /dev/null; ${confineWith(interpreter, process.arch)} sh -c 'grep ^Seccomp: /proc/self/status; ls /proc/self/fd'`;
      const child = spawn("setpriv", ["--no-new-privs", "sh", "-c", command], {
        stdio: ["ignore", "pipe", "inherit", "ignore", "pipe"],
      });
      (child.stdio[4] as Writable).end(systemCallFilter(process.arch));
      expect(await text(child.stdout as Readable)).toBe("Seccomp:\t2\n0\n1\n2\n3\n");
    },
  );

test("an unknown processor gets no sandbox rather than no filter", () => {
  expect(() => systemCallFilter("mips")).toThrow("no system call filter for mips");
});
