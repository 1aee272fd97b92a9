// The README's Developer, run on ports that somebody wrote by hand, in a real workspace.
import { silentLogger, systemClock } from "@osorganicai/core";
import { createSandbox, createWorkspaceProvider } from "@osorganicai/workspace";
import { createContext } from "./create-context.mjs";
import ShopDeveloper from "./example.ts";

const { COMMIT, ORIGIN } = process.env;
const contract = {
  title: "Subtract",
  kind: "feature",
  revision: 1,
  summary: "There is a function that subtracts.",
  criteria: [{ id: "AC1", text: "subtract(5, 3) is 2" }],
  outOfScope: [],
  assumptions: [],
};
const test = `import assert from "node:assert/strict";
import { test } from "node:test";
import { subtract } from "../subtract.js";

test("AC1: subtracts", () => assert.equal(subtract(5, 3), 2));
`;
const calls = [
  ["write_file", { path: "subtract.js", content: "export const subtract = (a, b) => a - b;\n" }],
  ["write_file", { path: "test/subtract.test.js", content: test }],
  ["submit_change", { summary: "Adds subtract.", criteria: [{ id: "AC1", tests: ["AC1: subtracts"] }] }],
];
let conversation = { id: "c-1", repository: "acme/shop", issueNumber: 7, status: "ready_for_dev" };
const patches = [];
const proposed = {};
const prompts = [];

/** A model that knows what to do: calls its tools one after the other, as every loop must. */
async function useTools(_context, { prompt, tools, onResult }) {
  prompts.push(prompt);
  let result;
  for (const [name, input] of calls) {
    const tool = tools.find((one) => one.name === name);
    result = await tool.run(tool.input.parse(input));
    onResult(result);
  }
  if (!result.done) throw new Error(result.text);
  return { turns: 1, value: result.value };
}

const agent = new ShopDeveloper({
  github: {
    issue: async () => ({ repository: "acme/shop", number: 7, id: 1, title: "Subtract", state: "open" }),
    permission: async () => "write",
    defaultBranch: async () => "main",
    branchHead: async (_repository, branch) => (branch === "main" ? COMMIT : undefined),
    async commit(_context, { branch, changeSet }) {
      const { changes } = await changeSet();
      Object.assign(proposed, { branch, paths: changes.map(({ path }) => path) });
      return { sha: "c0ffee" };
    },
    async openPullRequest(_context, { title, body, closes }) {
      Object.assign(proposed, { title, body, closes });
      return { number: 8 };
    },
    label: async () => {},
    comment: async (_context, _issue, { body }) => console.log(body),
  },
  store: {
    actions: { append: async () => {}, head: async () => undefined },
    contracts: { latest: async () => contract },
    conversations: {
      open: async () => conversation,
      findByIssue: async () => conversation,
      advance: async ({ to }) => (conversation = { ...conversation, status: to }),
    },
    codeGenerations: { save: async () => {} },
    patches: { save: async (_runId, patch) => void patches.push(patch), list: async () => patches },
  },
  llm: { useTools },
  workspace: createWorkspaceProvider({
    root: "workspaces",
    sandbox: await createSandbox(),
    access: async () => ({ url: ORIGIN }),
  }),
  settings: { maxTurns: 60 },
  log: silentLogger,
  clock: systemClock,
});
const outcome = await agent.run(createContext({ event: "hand-over", action: "developer", number: 7 }));
console.log(JSON.stringify({ outcome, status: conversation.status, proposed, system: prompts[0]?.system }));
