import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { startModelDouble } from "@osorganicai/testing";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { checkPeersWithPnpm } from "./check-peers-with-pnpm.ts";
import { type Project, packAll } from "./create-project.ts";
import { createShopRepository, git, subtractScript, writeShop } from "./small-shop.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 }); // npm installs
const { folder, tarballs, createProject, remove } = await packAll();
afterAll(remove);

const testing = "@osorganicai/testing";
const names = tarballs.map(({ name }) => name);
let project: Project;
beforeAll(async () => {
  // All that npm would fetch for the command line, which has what the others take as optional.
  project = await createProject([
    "osorganicai",
    ...names.filter((name) => name !== "osorganicai" && name !== testing),
  ]);
});

describe("the command line alone", () => {
  const bin = "node_modules/.bin/osorganicai";

  test("says what it can do", async () => {
    expect(await project.node([bin, "--help"])).toContain("Usage: osorganicai");
  });

  test("does as the README says: asks, is answered, and leaves a proven branch", async () => {
    const shop = createShopRepository(project.folder);
    writeFileSync(join(project.folder, "coupon.md"), "# We need subtraction\n\nOnly whole numbers.\n");
    const double = await startModelDouble({ script: subtractScript });
    onTestFinished(() => double.stop());
    const { environment } = double;
    const run = [bin, "run", "--repo", "shop", "--issue", "coupon.md"];

    const asked = await project.node(run, { environment }).catch((error) => error);
    expect(asked).toMatchObject({ code: 3, stdout: expect.stringContaining("May the result be negative?") });
    writeFileSync(join(project.folder, "answers.md"), asked.stdout);

    const result = await project.node([...run, "--answers", "answers.md", "--json"], { environment });
    expect(JSON.parse(result)).toMatchObject({
      outcome: "proposed",
      change: { branch: "feature/1-subtract" },
      proof: { checks: [{ exitCode: 0 }], testsOnBase: [{ exitCode: 1 }] },
    });
    expect(git(shop, "show", "feature/1-subtract:subtract.js")).toContain("a - b");
  });

  test("serves a child, answers that it is well, and ends at a signal", async () => {
    const child = join(project.folder, "child");
    mkdirSync(child);
    writeFileSync(join(child, "osorganicai.config.ts"), 'export default { name: "my-shop" as string };\n');
    const environment = { GITHUB_WEBHOOK_SECRET: "x".repeat(32), GITHUB_TOKEN: "unused" };
    const dev = spawn(process.execPath, [join("..", bin), "dev", "--port", "0", "--json"], {
      cwd: child,
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...environment },
    });
    onTestFinished(() => void dev.kill("SIGKILL"));
    const [line] = await once(createInterface({ input: dev.stdout }), "line");
    const health = await fetch(`${JSON.parse(line).url}/api/health`);
    expect([health.status, await health.json()]).toMatchObject([200, { checks: { database: "ok" } }]);
    dev.kill("SIGTERM");
    expect(await once(dev, "exit")).toEqual([0, null]);
  });

  test("tests a child only with what that needs, and says so", async () => {
    expect(await project.drive("start-test-instance.mjs")).toEqual({
      code: "environment_invalid",
      message: expect.stringMatching(/Install @osorganicai\/testing as a development dependency\.$/),
    });
  });
});

describe("all packages together", () => {
  beforeAll(() => project.add([testing]));

  test("have one copy of each, and of what their types share", () => {
    for (const name of [...names, "zod", "@langchain/core"])
      expect.soft(project.copiesOf(name), name).toHaveLength(1);
  });

  test("the store's README: what it did is in the embedded database", async () => {
    const store = project.openReadme("@osorganicai/store");
    expect(await store.node(["example.ts"])).toContain("conversations: { analyzing: 1 }");
  });

  test("the worker's README: a run that was killed in the middle goes on with what it had", async () => {
    const worker = project.openReadme("@osorganicai/worker");
    const killed = await worker
      .node(["--import", "./die-after-first-line.mjs", "example.ts"])
      .catch((error) => error);
    expect(killed).toMatchObject({
      signal: "SIGKILL",
      stdout: expect.stringMatching(/^acme\/shop#7: coupon \d+\n$/),
    });
    expect(await worker.node(["example.ts"])).toBe(`${killed.stdout}0 runs are left\n`);
  });

  test("the instance's README: an issue on the twin becomes the Product Owner's contract", async () => {
    const instance = project.openReadme("@osorganicai/instance");
    writeShop(instance.folder);
    expect(await instance.drive("instance.mjs")).toEqual({
      left: 0,
      comments: [expect.stringContaining("TEN takes ten percent off")],
      violations: [],
    });
  });

  test("the instance's README: a child's own story is told", async () => {
    const instance = project.openReadme("@osorganicai/instance");
    writeShop(instance.folder);
    expect(await instance.node(["story.ts"])).toBe("");
  });
});

test("pnpm has nothing to say about peers, whichever package somebody installs alone", async () => {
  expect(await checkPeersWithPnpm({ folder: join(folder, "pnpm"), tarballs })).toContain(
    "No peer dependency issues found",
  );
});

describe.each([20, 24])("on node %i", (major) => {
  const node = findNode(major);
  test.skipIf(node === undefined)("every public module can be required", async () => {
    const code = `for (const name of ${JSON.stringify(listModules())}) require(name)`;
    await project.node(["-e", code], { node: node ?? "" });
  });
});

describe("the intake path loads nothing that it does not need", () => {
  const environment = {
    GITHUB_WEBHOOK_SECRET: "x".repeat(32),
    GITHUB_TOKEN: "unused",
    SUPABASE_URL: "http://127.0.0.1:9", // Nobody listens there.
    SUPABASE_SECRET_KEY: "unused",
  };
  const list = async (module: string) =>
    JSON.parse(await project.node(["list-packages.mjs", module], { environment }));

  test("what is loaded is seen, be it ESM or CommonJS", async () => {
    expect((await list("@osorganicai/core/config")).packages).toContain("zod");
    expect((await list("@osorganicai/core/logging")).packages).toContain("pino");
  });

  test("webhook-handler is itself and core", async () => {
    expect(await list("@osorganicai/webhook-handler")).toEqual({
      packages: ["@osorganicai/core", "@osorganicai/webhook-handler"],
    });
  });

  test("instance/webhooks adds the store and its client, also for an answer", async () => {
    const { packages, status } = await list("@osorganicai/instance/webhooks");
    expect(status).toBe(503);
    const ofSupabase = (name: string) => /^(@supabase\/.*|iceberg-js|tslib)$/.test(name);
    expect(packages.filter((name: string) => !ofSupabase(name))).toEqual([
      "@osorganicai/core",
      "@osorganicai/instance",
      "@osorganicai/store",
      "@osorganicai/webhook-handler",
    ]);
  });
});

/** `@osorganicai/core`, `@osorganicai/core/config`, … of all packages. */
function listModules(): readonly string[] {
  return tarballs.flatMap(({ name }) => {
    const manifest = join(project.folder, "node_modules", name, "package.json");
    const { exports } = JSON.parse(readFileSync(manifest, "utf8"));
    return Object.keys(exports).map((subpath) => join(name, subpath));
  });
}

/** The first node of this major version on the PATH, where every script also finds the system's own. */
function findNode(major: number): string | undefined {
  const programs = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "node"));
  return programs.find((program) => existsSync(program) && versionOf(program).startsWith(`v${major}.`));
}

function versionOf(program: string): string {
  return execFileSync(program, ["--version"], { encoding: "utf8" });
}
