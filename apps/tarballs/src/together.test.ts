import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Project, packAll } from "./create-project.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 }); // npm installs
const { tarballs, createProject, remove } = packAll();
afterAll(remove);

let project: Project;
beforeAll(async () => {
  const optional = ["@supabase/lite@0.10.0", "@electric-sql/pglite@0.4.5"];
  project = await createProject(
    ["osorganicai", ...tarballs.map(({ name }) => name).filter((name) => name !== "osorganicai")],
    optional,
  );
});

test("all packages together have one copy of each, and of what their types share", () => {
  const shared = [...tarballs.map(({ name }) => name), "zod", "@langchain/core"];
  for (const name of shared) expect.soft(project.copiesOf(name), name).toHaveLength(1);
});

test("the command line runs out of its tarball", async () => {
  expect(await project.node(["node_modules/.bin/osorganicai", "--help"])).toContain("Usage: osorganicai");
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
