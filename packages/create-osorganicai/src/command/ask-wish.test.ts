import { spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { createFolder, person } from "../test-support/spawn-create.ts";

/** Whether this machine can make a terminal. */
const hasTerminal = (process.env["PATH"] ?? "").split(":").some((folder) => {
  try {
    accessSync(join(folder, "script"));
    return true;
  } catch {
    return false;
  }
});

/** The command on a terminal of its own, and somebody who answers each question when it is asked. */
async function converse(folder: string, flags: string, answers: readonly (readonly [string, string])[]) {
  const bin = join(import.meta.dirname, "..", "bin.ts");
  const command = `stty cols 120; exec ${process.execPath} ${bin} ${flags}`;
  const terminal = spawn("script", ["-qec", command, "/dev/null"], {
    cwd: folder,
    env: { ...person, SHELL: "/bin/sh", TERM: "xterm" },
  });
  let said = "";
  terminal.stdout.on("data", (chunk) => (said += String(chunk)));
  const closed = once(terminal, "close");
  for (const [question, keys] of answers) {
    while (!said.includes(question) && terminal.exitCode === null) await wait(20);
    said = said.slice(said.indexOf(question));
    terminal.stdin.write(keys);
  }
  await closed;
  return { exitCode: terminal.exitCode, said };
}

test.skipIf(!hasTerminal)("on a terminal it asks for what no flag says", async () => {
  const folder = createFolder();
  const { exitCode, said } = await converse(folder, "My_Shop --owner acme --no-install --no-git", [
    ["Name (of repository", "my-shop\r"],
    ["Domain", "\u001b[B\u001b[B\r"],
    ["Model", "openai:gpt-6-luna\r"],
    ["Supabase", "\r"],
  ]);
  expect(said).toContain("README.md there says what is what");
  expect(exitCode).toBe(0);
  const lock = JSON.parse(readFileSync(join(folder, "My_Shop/.osorganicai/lock.json"), "utf8"));
  expect(lock.answers).toEqual({
    name: "my-shop",
    domain: "fintech",
    owner: "acme",
    model: "openai:gpt-6-luna",
    supabase: true,
  });
});

test.skipIf(!hasTerminal)("Ctrl-C at a question makes nothing", async () => {
  const folder = createFolder();
  const { exitCode, said } = await converse(folder, "my-shop", [["Domain", "\u0003"]]);
  expect(said).toContain("Interrupted: nothing is left behind.");
  expect(exitCode).toBe(130);
  expect(readdirSync(folder)).toEqual([]);
});

test.skipIf(!hasTerminal)("with --yes nothing is asked on a terminal either", async () => {
  const folder = createFolder();
  expect(await converse(folder, "my-shop --yes --no-install", [])).toMatchObject({ exitCode: 0 });
  expect(readdirSync(join(folder, "my-shop"))).toContain(".git");
});
