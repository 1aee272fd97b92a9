import { expect, test } from "vitest";
import { startDemo } from "./start-demo.ts";

const wrong: readonly [string, readonly string[], RegExp][] = [
  [
    "an unknown scenario",
    ["--scenario", "opera"],
    /Allowed choices are feature-typescript, bugfix-javascript/,
  ],
  [
    "a model without its provider",
    ["--model", "best"],
    /Expected provider:model, e\.g\. anthropic:claude-sonnet-5-5/,
  ],
  ["an unknown flag", ["--loud"], /unknown option '--loud'/],
];
test.for(wrong)("%s is refused before anything is started", async ([, flags, sentence]) => {
  const { exitCode, output } = await (await startDemo({}, ...flags)).ended;
  expect(output).toMatch(sentence);
  expect(output).not.toContain("OSOrganicAI demo");
  expect(exitCode).toBe(2);
});

test("what goes wrong at the start is one sentence", async () => {
  const { exitCode, output } = await (await startDemo({ TMPDIR: "/nowhere" })).ended;
  expect(output).toMatch(/\ndemo: ENOENT: .*'\/nowhere\/osorganicai-demo-\w+'\n$/);
  expect(output).not.toContain("Spawned"); // A child takes a while to make.
  expect(exitCode).toBe(1);
});
