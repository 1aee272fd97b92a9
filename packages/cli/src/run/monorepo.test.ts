import { mkdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import type { ModelScript, ScriptedCall } from "@osorganicai/testing";
import { expect, test } from "vitest";
import { type Files, git, makeFolder, makeRepository, writeFiles } from "../test-support/make-repository.ts";
import { clear, requirement, runScripted } from "../test-support/run-scripted.ts";

const manifest = (name: string, more: object = {}): string =>
  JSON.stringify({ name, type: "module", exports: "./dist/index.js", ...more });
const build = { scripts: { build: "rm -rf dist && mkdir dist && cp src/index.js dist/index.js" } };

/** The tests of `shop` import what `core` was built into. */
const monorepo: Files = {
  ".gitignore": "node_modules\ndist\n.env\n",
  "package.json": JSON.stringify({ workspaces: ["packages/*"], scripts: { test: "node --test" } }),
  "packages/core/package.json": manifest("@shop/core", build),
  "packages/core/src/index.js": "export const add = (a, b) => a + b;\n",
  "packages/shop/package.json": manifest("@shop/shop", { dependencies: { "@shop/core": "*" } }),
  "packages/shop/test/add.test.js": testOf("adds", "add", "3", "add(1, 2)"),
};

test("a package sees what its sibling was built into, without what that does not publish", async () => {
  const repo = await makeMonorepo(
    `${monorepo["packages/core/src/index.js"]}export const from = "the tree";\n`,
  );
  const { exitCode, stdout, stderr } = await runScripted(repo, {
    script: scriptOf([
      write("packages/shop/subtract.js", "export const subtract = (a, b) => a - b;\n"),
      write(
        "packages/shop/test/subtract.test.js",
        `${testOf("AC1: subtracts", "from", '"the tree"', "from")}import { existsSync } from "node:fs";\nimport { subtract } from "../subtract.js";\n\ntest("alone", () => assert.equal(subtract(5, 3) - 2 + Number(existsSync("packages/core/.env")), 0));\n`,
      ),
    ]),
  });
  expect(JSON.parse(stdout)).toMatchObject({ outcome: "proposed" });
  expect(exitCode).toBe(0);
  expect(stderr).toContain("Built there, and used where the change does not touch it: packages/core/dist");
  expect(await readFile(join(repo, "packages/core/dist/index.js"), "utf8")).toContain("the tree");
  expect(git(repo, "ls-tree", "-r", "--name-only", "feature/1-subtract")).not.toContain("dist");
}, 180_000);

test("a change of a package reaches the tests of its sibling, because it is built again", async () => {
  const repo = await makeMonorepo();
  const before = await readFile(join(repo, "packages/core/dist/index.js"), "utf8");
  const { stdout } = await runScripted(repo, { script: scriptOf([addSubtract, siblingTest]) });
  expect(JSON.parse(stdout)).toMatchObject({
    outcome: "proposed",
    proof: { checks: [{ exitCode: 0 }], testsOnBase: [{ exitCode: 1 }] },
  });
  expect(await readFile(join(repo, "packages/core/dist/index.js"), "utf8")).toBe(before);
}, 180_000);

test("a build that has what the change only claims to bring makes nothing green", async () => {
  const repo = await makeMonorepo(
    `${monorepo["packages/core/src/index.js"]}export const subtract = (a, b) => a - b;\n`,
  );
  const claim = write(
    "packages/core/src/index.js",
    `// Subtracts, too.\n${monorepo["packages/core/src/index.js"]}`,
  );
  const { exitCode, stdout } = await runScripted(repo, { script: scriptOf([claim, siblingTest]) });
  expect([exitCode, JSON.parse(stdout).reason]).toEqual([
    1,
    expect.stringContaining("does not provide an export named 'subtract'"),
  ]);
  expect(git(repo, "branch", "--format=%(refname:short)")).toBe("main");
}, 180_000);

test("a linked worktree with a submodule works, from one of its folders", async () => {
  const repo = await makeMonorepo();
  const other = await makeRepository({ "package.json": "{" });
  git(repo, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other, "packages/other");
  git(repo, "commit", "--quiet", "--message=Add a submodule");
  const linked = join(await makeFolder("Zoë's – "), "second tree");
  git(repo, "worktree", "add", "--quiet", linked, "-b", "second");
  await install(linked, monorepo["packages/core/src/index.js"] ?? "");
  const { exitCode, stdout } = await runScripted(join(linked, "packages/shop"), {
    script: scriptOf([addSubtract, siblingTest]),
  });
  expect([exitCode, JSON.parse(stdout)]).toMatchObject([
    0,
    { repository: linked, base: { branch: "second" } },
  ]);
  expect(git(linked, "status", "--porcelain")).toBe("");
}, 180_000);

const addSubtract = write(
  "packages/core/src/index.js",
  `${monorepo["packages/core/src/index.js"]}export const subtract = (a, b) => a - b;\n`,
);
const siblingTest = write(
  "packages/shop/test/subtract.test.js",
  testOf("AC1: subtracts", "subtract", "2", "subtract(5, 3)"),
);

function testOf(name: string, imported: string, expected: string, actual: string): string {
  return `import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport { ${imported} } from "@shop/core";\n\ntest("${name}", () => assert.equal(${actual}, ${expected}));\n`;
}

function write(path: string, content: string): ScriptedCall {
  return { name: "write_file", input: { path, content } };
}

/** When the change is not accepted, the model has nothing else to say. */
function scriptOf(change: readonly ScriptedCall[]): ModelScript {
  const criteria = [{ id: "AC1", tests: ["AC1: subtracts"] }];
  const submit = { name: "submit_change", input: { summary: "Subtracts.", criteria } };
  return {
    ...clear,
    "product_owner.analyze_issue": () => ({ answer: requirement }),
    "developer.implement_contract": ({ turn, toolResults }) =>
      turn === 0
        ? { calls: [...change, submit] }
        : { status: 400, message: toolResults.join(" ").replaceAll("\n", " ") },
  };
}

async function makeMonorepo(built = monorepo["packages/core/src/index.js"] ?? ""): Promise<string> {
  const repo = await makeRepository(monorepo);
  await install(repo, built);
  return repo;
}

/** As a package manager and a build leave it. */
async function install(repo: string, built: string): Promise<void> {
  await mkdir(join(repo, "node_modules/@shop"), { recursive: true });
  await symlink("../../packages/core", join(repo, "node_modules/@shop/core"));
  await writeFiles(repo, { "packages/core/dist/index.js": built, "packages/core/.env": "SECRET=1\n" });
}
