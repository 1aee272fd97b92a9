import { expect, test } from "vitest";
import { createTestContext } from "../../test-support/create-test-context.ts";
import { linkPackages } from "../../test-support/link-packages.ts";
import { agentsCheck } from "../checks/agents.ts";
import { configCheck } from "../checks/config.ts";
import { inspectChild } from "./inspect-child.ts";

const config = (agents: string) => `export default { name: "shop", agents: { ${agents} } };\n`;
const agent = (body: string) =>
  `import { DeveloperAgent } from "@osorganicai/agents-dev";\nexport default class Shop extends DeveloperAgent {\n${body}\n}\n`;

async function openChild(files: Readonly<Record<string, string>>) {
  const context = await createTestContext({ files });
  await linkPackages(context.directory, ["@osorganicai/core", "@osorganicai/agents-dev"]);
  return context;
}

test("a child's agents are loaded and judged in a process of their own", async () => {
  const context = await openChild({
    "osorganicai.config.ts": config('developer: () => import("./src/developer.ts")'),
    "src/developer.ts": agent(
      'override getDomainContext(): string { console.log("noise"); return ""; }\n tool(): string[] { return []; }',
    ),
  });
  expect(await configCheck.run(context)).toMatchObject([{ severity: "ok" }]);
  const [finding] = await agentsCheck.run(context);
  expect(finding).toMatchObject({
    severity: "error",
    what: "Shop extends DeveloperAgent: the method tool overrides nothing, and nothing uses it.",
    fix: expect.stringMatching(/^Rename it to tools, /),
  });
});

test("agents that override what is there are well", async () => {
  const context = await openChild({
    "osorganicai.config.mjs": config('developer: () => import("./developer.ts")'),
    "developer.ts": agent('override getDomainContext(): string { return "shop"; }'),
  });
  expect(await agentsCheck.run(context)).toEqual([
    { severity: "ok", what: "Shop extends DeveloperAgent overrides getDomainContext." },
  ]);
});

test("an agent of the child's own is judged as any, and a route that is never asked is told", async () => {
  const own = (first: boolean) => `export default {
    name: "shop",
    agents: { greeter: () => import("./greeter.ts") },
    routes: [{ on: "issues.labeled", when: () => true, run: "greeter", first: ${first} }],
  };`;
  const files = {
    "greeter.ts": `import { BaseAgent } from "@osorganicai/core";
      export default class Greeter extends BaseAgent { name = "greeter"; capabilities = []; handle() {} }`,
  };
  const well = await openChild({ ...files, "osorganicai.config.mjs": own(true) });
  expect(await configCheck.run(well)).toMatchObject([{ severity: "ok" }]);
  expect(await agentsCheck.run(well)).toMatchObject([
    { severity: "ok", what: expect.stringMatching(/^Greeter extends BaseAgent overrides .*handle/) },
  ]);
  const never = await openChild({ ...files, "osorganicai.config.mjs": own(false) });
  expect(await configCheck.run(never)).toMatchObject([
    { severity: "error", what: expect.stringContaining("a built-in route takes every issues.labeled") },
  ]);
});

test.for([
  [
    "a module that is missing",
    'developer: () => import("./nothing.ts")',
    /agents\.developer cannot be loaded: Cannot find module/,
  ],
  ["a module without an agent", "developer: async () => ({})", /Its module has no class as default export/],
  [
    "a class of somebody else",
    "developer: async () => ({ default: class Mine {} })",
    /Mine extends no agent of the installed packages/,
  ],
] as const)("%s is named", async ([, agents, says]) => {
  const context = await openChild({ "osorganicai.config.mjs": config(agents) });
  expect(await agentsCheck.run(context)).toMatchObject([
    { severity: "error", what: expect.stringMatching(says) },
  ]);
});

test("a wrong configuration is told once, field by field", async () => {
  const context = await openChild({ "osorganicai.config.mjs": 'export default { name: "Shop" };' });
  expect(await configCheck.run(context)).toMatchObject([
    { severity: "error", what: expect.stringMatching(/name: expected lower-case/) },
  ]);
  expect(await agentsCheck.run(context)).toMatchObject([{ severity: "not_asked" }]);
});

test("code that ends the process, or never ends itself, is told as that", async () => {
  const exits = await openChild({ "osorganicai.config.mjs": "process.exit(7);" });
  await expect(inspectChild(exits.directory)).rejects.toThrow(/ended its process with exit code 7/);
  const spins = await openChild({ "osorganicai.config.mjs": "for (;;);" });
  await expect(inspectChild(spins.directory, 700)).rejects.toThrow(/not loaded within 0.7 s/);
});
