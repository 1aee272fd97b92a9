import type { Workspace } from "@osorganicai/core";
import { expect, test } from "vitest";
import { isTestPath } from "../proof/is-test-path.ts";
import type { DurableWorkspace } from "../workspace/durable-workspace.ts";
import type { DeveloperTool } from "./developer-tool.ts";
import { proofTools } from "./proof-tools.ts";

const criteria = [{ id: "AC1", text: "TEN takes ten percent off" }];
const checks = [{ kind: "test", command: "npm test" }] as const;
const claim = { summary: "Adds coupons.", criteria: [{ id: "AC1", tests: ["AC1: ten off"] }] };
const newTest = 'test("AC1: ten off", () => { assert.equal(ten(100), 90); });\n';

type Files = Readonly<Record<string, string>>;

/** Hands in a change from `before` to `after`. The tests come out as `onBase` where only tests were changed. */
async function submit(before: Files, after: Files, { change = 0, onBase = 1 } = {}) {
  const changes = [
    ...Object.entries(after).map(([path, text]) => ({
      op: "write",
      mode: "100644",
      path,
      content: new TextEncoder().encode(text),
    })),
    ...Object.keys(before)
      .filter((path) => after[path] === undefined)
      .map((path) => ({ op: "delete", path })),
  ];
  const view = (files: Files, exitCode: number) => ({
    list: async () => Object.keys(files),
    read: async (path: string) => files[path],
    run: async () => ({ exitCode, output: "1 failing", durationMs: 5 }),
    close: async () => {},
  });
  const files = {
    ...view(after, change),
    changeSet: async () => ({ baseCommit: "", changes }),
    onBase: async (paths: readonly string[]) =>
      paths.length === 0 ? view(before, 0) : view(after, paths.every(isTestPath) ? onBase : change),
  } as unknown as Workspace;
  const workspace = { files: async () => files } as DurableWorkspace;
  const submitChange = proofTools.find(({ name }) => name === "submit_change");
  return (submitChange as DeveloperTool)
    .bind({ workspace, codeContext: undefined, criteria, checks })
    .run(claim);
}

test("a change whose tests turn from red to green ends the work, without what the checks printed", async () => {
  expect(await submit({}, { "src/cart.ts": "", "test/cart.test.ts": newTest })).toEqual({
    text: "Accepted.",
    done: true,
    value: {
      summary: "Adds coupons.",
      criteria: [{ criterionId: "AC1", tests: ["AC1: ten off"] }],
      checks: [{ command: "npm test", exitCode: 0, durationMs: 5 }],
      testsOnBase: [{ command: "npm test", exitCode: 1, durationMs: 5 }],
      changedTests: [],
    },
  });
});

const withTest = { "src/cart.ts": "", "test/cart.test.ts": newTest };
const refusals: readonly [string, Files, Files, { change?: number; onBase?: number }, string][] = [
  ["a path against the policy", {}, { ...withTest, ".npmrc": "" }, {}, ".npmrc: configures an installer"],
  ["a deleted test", { "test/old.test.ts": newTest }, withTest, {}, "test/old.test.ts was deleted"],
  [
    "an emptied test",
    { "test/cart.test.ts": newTest.repeat(2) },
    withTest,
    {},
    "test/cart.test.ts has 1 tests where it had 2",
  ],
  [
    "an untested criterion",
    {},
    { "test/cart.test.ts": "" },
    {},
    'no changed test file has a test called "AC1',
  ],
  [
    "a change that is not green",
    {},
    withTest,
    { change: 2 },
    "`npm test` fails with exit code 2:\n1 failing",
  ],
  ["tests that were green before", {}, withTest, { onBase: 0 }, "they prove nothing"],
];
test.for(refusals)(
  "%s is not accepted, and the model is told why",
  async ([, before, after, exits, reason]) => {
    const result = await submit(before, after, exits);
    expect(result.done).toBeUndefined();
    expect(result.value).toBeUndefined();
    expect(result.text).toContain("Not accepted yet.");
    expect(result.text).toContain(reason);
  },
);
