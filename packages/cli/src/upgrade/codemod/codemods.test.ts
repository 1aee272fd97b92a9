import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testMigration } from "../migrations/test-migration.ts";
import { createMemoryTree } from "../tree/create-memory-tree.ts";
import { openCodemods } from "./open-codemods.ts";
import { openSourceProject } from "./source-project.ts";

const folder = join(import.meta.dirname, "../../../fixtures/codemods");

test.for(readdirSync(folder))("%s does what its fixture says", async (name) => {
  const fixture = join(folder, name);
  expect(await testMigration({ module: join(fixture, "migrate.mjs"), fixture })).toEqual([]);
});

test("a migration that does something else than its fixture says is told so", async () => {
  const [module, fixture] = [join(folder, "rename-member/migrate.mjs"), join(folder, "change-call")];
  const problems = await testMigration({ module, fixture });
  expect(problems.map((problem) => problem.split(":\n")[0])).toEqual([
    "src/agent.ts is not as it should be after it",
    "src/instance.ts is not as it should be after it",
    "src/nested.ts is not as it should be after it",
    "It leaves this to a person: nothing",
  ]);
});

test("subclasses are found over files, with what they define", () => {
  const tree = createMemoryTree({
    "src/a.ts":
      'import { BaseAgent } from "@osorganicai/core";\nexport class A extends BaseAgent { run() {} static x = 1 }',
    "src/b.ts":
      'import { A } from "./a.ts";\nexport default class extends A { #own = 1; get name() { return ""; } }',
    "src/circle.ts": 'import { D } from "./circle2.ts";\nexport class C extends D {}',
    "src/circle2.ts": 'import { C } from "./circle.ts";\nexport class D extends C {}',
  });
  const codemods = openCodemods(tree, () => undefined);
  expect(codemods.findSubclasses({ name: "BaseAgent", from: "@osorganicai/core" })).toEqual([
    { path: "src/a.ts", name: "A", members: ["run"] },
    { path: "src/b.ts", name: "the default export", members: ["name"] },
  ]);
});

test("a file that is no program is changed where it can be, and stays as broken as it was", () => {
  const text =
    'import { BaseAgent } from "@osorganicai/core";\nclass A extends BaseAgent { run() {} }\nfunction (';
  const tree = createMemoryTree({ "src/a.ts": text });
  openCodemods(tree, () => undefined).renameMember({
    of: { name: "BaseAgent", from: "@osorganicai/core" },
    member: "run",
    to: "start",
  });
  expect(tree.read("src/a.ts")).toBe(text.replace("run()", "start()"));
});

test("an edit after which a file is no program any more is refused, and the file stays", () => {
  const text = 'import { create } from "@osorganicai/core";\ncreate(1);\n';
  const tree = createMemoryTree({ "src/a.ts": text });
  const codemods = openCodemods(tree, () => undefined);
  const change = () => ["{"];
  expect(() => codemods.changeCall({ of: { name: "create", from: "@osorganicai/core" }, change })).toThrow(
    "src/a.ts would not be understood any more.",
  );
  expect(tree.read("src/a.ts")).toBe(text);
});

test("changes that overlap are refused, and the file stays", () => {
  const tree = createMemoryTree({ "src/a.ts": "create(1);\n" });
  const edits = [
    { start: 0, end: 9, text: "make()" },
    { start: 7, end: 8, text: "2" },
  ];
  expect(() => openSourceProject(tree).edit("src/a.ts", edits)).toThrow(
    "Two changes overlap at `create(1)`.",
  );
  expect(tree.read("src/a.ts")).toBe("create(1);\n");
});

const base = { name: "BaseAgent", from: "@osorganicai/core" };
const misspelt = { name: "BaseAgent", module: "@osorganicai/core" };

test.for([
  ["findSubclasses", [misspelt], "findSubclasses: there is no field module, only name, from."],
  [
    "renameMember",
    [{ of: misspelt, member: "run", to: "start" }],
    "renameMember: of: there is no field module, only name, from.",
  ],
  ["renameMember", [{ of: base, member: "run" }], "renameMember: the field to is missing."],
  ["renameImport", [base, misspelt], "renameImport: there is no field module, only name, from."],
  ["renameImport", [base], "renameImport: the field name is missing."],
  [
    "changeCall",
    [{ of: base, method: "run", change: () => [] }],
    "changeCall: there is no field method, only of, member, change.",
  ],
] as const)("%s refuses a call with wrong fields, instead of changing nothing", ([name, args, says]) => {
  const codemods = openCodemods(createMemoryTree({}), () => undefined);
  const call = codemods[name] as (...args: readonly unknown[]) => unknown;
  expect(() => call(...args)).toThrow(expect.objectContaining({ code: "migration_invalid", message: says }));
});
