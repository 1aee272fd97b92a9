import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { readFileOf, writeFiles } from "../test-support/make-child.ts";
import { spawnTestChild } from "../test-support/spawn-test-child.ts";
import { addAgent } from "./add-agent.ts";
import { addDomain } from "./add-domain.ts";
import { addWorkflow } from "./add-workflow.ts";

const run = promisify(execFile);

test("an agent is a class, a line in the configuration and a test that passes", async () => {
  const root = spawnTestChild();
  for (const name of ["ci", "deployment"]) expect(addAgent(root, name)).toMatchObject({ todo: [] });
  expect(readFileOf(root, "osorganicai.config.ts")).toContain(
    '    developer: () => import("./src/agents/developer.ts"),\n    ci: () => import("./src/agents/ci.ts"),\n    deployment: () => import("./src/agents/deployment.ts"),\n  },\n',
  );
  const { stdout } = await run(
    process.execPath,
    ["--test", join(root, "tests/ci.test.ts"), join(root, "tests/deployment.test.ts")],
    {
      cwd: root,
      env: { PATH: process.env["PATH"] ?? "" },
    },
  );
  expect(stdout).toContain("pass 2");
});

test("an agent's place that is taken stays as it is", () => {
  const root = spawnTestChild();
  expect(() => addAgent(root, "developer")).toThrow(
    "src/agents/developer.ts is there already, and stays as it is.",
  );
  for (const mine of ['ci: () => import("./mine.ts")', '"ci": mine', "ci", "ci() {}"]) {
    writeFiles(root, { "osorganicai.config.ts": `export default { name: "a", agents: { ${mine} } };\n` });
    expect(() => addAgent(root, "ci")).toThrow("agents.ci is set in osorganicai.config.ts already");
  }
  expect(readFileOf(root, "src/agents/ci.ts")).toBeUndefined();
});

test("under a name of its own an agent has a route, and its test brings it to an issue", async () => {
  const root = spawnTestChild();
  expect(addAgent(root, "security-reviewer")).toMatchObject({ todo: [] });
  const config = readFileOf(root, "osorganicai.config.ts");
  expect(config).toContain('import { defineConfig, labelIs } from "@osorganicai/core";');
  expect(config).toContain(
    '    "security-reviewer": () => import("./src/agents/security-reviewer.ts"),\n  },',
  );
  expect(config).toContain(
    '  routes: [\n    { on: "issues.labeled", when: labelIs("security-reviewer"), run: "security-reviewer", first: true },\n  ],\n',
  );
  const { stdout } = await run(process.execPath, ["--test", join(root, "tests/security-reviewer.test.ts")], {
    cwd: root,
    env: { PATH: process.env["PATH"] ?? "" },
  });
  expect(stdout).toContain("pass 1");
});

test("a child with agents of its own type-checks", async () => {
  const root = spawnTestChild();
  for (const name of ["security-reviewer", "ci"]) addAgent(root, name);
  const modules = join(import.meta.dirname, "../../../../node_modules");
  const tsc = run(join(modules, ".bin/tsc"), ["-p", root, "--typeRoots", join(modules, "@types")]);
  await expect(tsc).resolves.toMatchObject({ stdout: "" });
});

test.for(["Reviewer", "my reviewer", "../reviewer", "-reviewer", "re--viewer", "a".repeat(51)])(
  "%s names no agent, and what would is said",
  (name) => {
    const root = spawnTestChild();
    expect(() => addAgent(root, name)).toThrow(`${name} cannot name an agent: lower-case letters`);
  },
);

test("an agent of its own that is there already stays as it is", () => {
  const root = spawnTestChild();
  writeFiles(root, {
    "osorganicai.config.ts": 'export default { agents: { "greeter": () => import("./mine.ts") } };\n',
  });
  expect(() => addAgent(root, "greeter")).toThrow("agents.greeter is set in osorganicai.config.ts already");
});

test.for([
  [
    "names routes elsewhere",
    'import { defineConfig } from "@osorganicai/core";\nexport default defineConfig({ routes });\n',
  ],
  ["has routes of another one", "export default { routes: [...base] };\n"],
  ["has another labelIs", "const labelIs = 1;\nexport default { name: 'a' };\n"],
] as const)("a configuration that %s is left to the user, with both lines", ([, config]) => {
  const root = spawnTestChild();
  writeFiles(root, { "osorganicai.config.ts": config });
  expect(addAgent(root, "greeter").todo).toEqual([
    'Add this to agents in osorganicai.config.ts: greeter: () => import("./src/agents/greeter.ts"),',
    'Add this to routes there, and import labelIs from @osorganicai/core: { on: "issues.labeled", when: labelIs("greeter"), run: "greeter", first: true },',
  ]);
  expect(readFileOf(root, "osorganicai.config.ts")).toBe(config);
});

test.for([
  [
    "routes already",
    'import { labelIs } from "@osorganicai/core";\nexport default { routes: [\n    mine,\n] };\n',
    '    mine,\n    { on: "issues.labeled", when: labelIs("greeter"), run: "greeter", first: true },\n]',
  ],
  [
    "no import",
    '// Ours.\nexport default { name: "a" };\n',
    '{ labelIs } from "@osorganicai/core";\n// Ours.\nexport default { name: "a",\n  agents: {\n    greeter',
  ],
  [
    "an import of types alone",
    'import type { InstanceConfig } from "@osorganicai/core";\nimport x from "x";\nexport default { name: "a" } satisfies InstanceConfig;\n',
    'import type { InstanceConfig } from "@osorganicai/core";\nimport { labelIs } from "@osorganicai/core";\nimport x',
  ],
] as const)("a configuration with %s gets the route", ([, before, part]) => {
  const root = spawnTestChild();
  writeFiles(root, { "osorganicai.config.ts": before });
  expect(addAgent(root, "greeter").todo).toEqual([]);
  expect(readFileOf(root, "osorganicai.config.ts")).toContain(part);
});

test.for([
  [
    "without agents",
    'export default defineConfig({ name: "a" });\n',
    'export default defineConfig({ name: "a",\n  agents: {\n    ci: () => import("./src/agents/ci.ts"),\n  }, });\n',
  ],
  [
    "with none",
    "export default { agents: {} };\n",
    'export default { agents: {\n    ci: () => import("./src/agents/ci.ts"),\n  } };\n',
  ],
  [
    "with a comment in none",
    "export default { agents: { /* none yet */ } };\n",
    'export default { agents: { /* none yet */\n    ci: () => import("./src/agents/ci.ts"),\n  } };\n',
  ],
  [
    "with agents in quotes",
    'export default { "agents": { "developer": x } };\n',
    'export default { "agents": { "developer": x,\n    ci: () => import("./src/agents/ci.ts"), } };\n',
  ],
  [
    "with a comment before the comma",
    "export default { agents: { developer: x /* y */, // z\n} };\n",
    'export default { agents: { developer: x /* y */, // z\n    ci: () => import("./src/agents/ci.ts"),\n} };\n',
  ],
  [
    "with a comment and no comma",
    "export default { agents: { developer: x // y\n} };\n",
    'export default { agents: { developer: x, // y\n    ci: () => import("./src/agents/ci.ts"),\n} };\n',
  ],
] as const)("a configuration %s gets them", ([, before, after]) => {
  const root = spawnTestChild();
  writeFiles(root, { "osorganicai.config.ts": before });
  expect(addAgent(root, "ci").todo).toEqual([]);
  expect(readFileOf(root, "osorganicai.config.ts")).toBe(after);
});

test.for([
  ["names agents elsewhere", "export default { name: 'a', agents: agents };\n"],
  ["names agents by a shorthand", "export default { name: 'a', agents };\n"],
  ["makes agents by a method", "export default { get agents() { return {}; } };\n"],
  ["may have agents of another one", "export default { ...base };\n"],
  ["may have agents by a computed name", "export default { ['agents']: {} };\n"],
  ["has agents of another team", "export default { agents: { ...team } };\n"],
  ["is no program", "export default { agents: {} };\nfunction (\n"],
  ["is made by what is not known", "export default [];\nexport const more = makeConfig();\n"],
] as const)("a configuration that %s is left to the user, with the line", ([, config]) => {
  const root = spawnTestChild();
  writeFiles(root, { "osorganicai.config.ts": config });
  expect(addAgent(root, "ci").todo).toEqual([
    'Add this to agents in osorganicai.config.ts: ci: () => import("./src/agents/ci.ts"),',
  ]);
  expect(readFileOf(root, "osorganicai.config.ts")).toBe(config);
});

test("another domain lies beside the child's agents, which stay as they are", () => {
  const root = spawnTestChild();
  const before = readFileOf(root, "src/agents/product-owner.ts");
  expect(addDomain(root, "fintech").written).toContain("src/agents/fintech/checklist.ts");
  expect(readFileOf(root, "src/agents/product-owner.ts")).toBe(before);
  expect(() => addDomain(root, "fintech")).toThrow("is there already");
  expect(() => addDomain(root, "space")).toThrow("There are: generic, e-commerce");
});

test("a workflow is the user's own from the first moment", () => {
  const root = spawnTestChild();
  expect(addWorkflow(root, "deploy").written).toEqual([".github/workflows/deploy.yml"]);
  expect(readFileOf(root, ".github/workflows/deploy.yml")).toContain("name: Deploy");
  expect(() => addWorkflow(root, "fly")).toThrow("There are: ci, deploy.");
});
