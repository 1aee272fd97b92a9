import { join } from "node:path";
import { expect, test } from "vitest";
import { git, makeRepository } from "../test-support/make-repository.ts";
import { adder, runScripted, unclear } from "../test-support/run-scripted.ts";

/** A terminal with somebody who types as soon as the first question is there. */
const terminal = join(import.meta.dirname, "../test-support/terminal.py");

test.for([
  ["an answer", "no\\r", 0, /Branch {2}feature\/1-subtract/, "feature/1-subtract\nmain"],
  ["Ctrl-C", "\\x03", 130, /Interrupted by SIGINT: nothing is left behind\./, "main"],
  ["Ctrl-D", "\\x04", 3, /Answer: yes[^]*There are questions\./, "main"],
] as const)(
  "%s to a question on a terminal",
  { timeout: 180_000 },
  async ([, keys, exitCode, says, branches]) => {
    const repo = await makeRepository(adder);
    const through = ["python3", terminal, keys];
    const end = await runScripted(repo, { script: unclear, json: false, through });
    expect(end.stdout).toMatch(/May the result be negative\?/);
    expect([end.exitCode, end.stdout]).toEqual([exitCode, expect.stringMatching(says)]);
    expect(git(repo, "branch", "--format=%(refname:short)")).toBe(branches);
  },
);
