import { expect, test } from "vitest";
import { createTestContext } from "../../test-support/create-test-context.ts";
import type { Files } from "../../test-support/make-repository.ts";
import type { Check } from "../check.ts";
import { copiesCheck } from "./copies.ts";
import { nodeCheck } from "./node.ts";
import { packageManagerCheck } from "./package-manager.ts";
import { versionsCheck } from "./versions.ts";

const run = async (check: Check, files: Files, nodeVersion = "v24.21.0") =>
  check.run(await createTestContext({ files, nodeVersion }));

const manifest = (name: string, version: string, dependencies: readonly string[] = []) =>
  JSON.stringify({ name, version, dependencies: Object.fromEntries(dependencies.map((one) => [one, "*"])) });
const at = (name: string) => `node_modules/${name}/package.json`;
const child: Files = {
  "package.json": manifest("shop", "0.0.0", ["@osorganicai/core", "@osorganicai/agents-po", "zod"]),
  [at("@osorganicai/core")]: manifest("@osorganicai/core", "2.0.0", ["zod"]),
  [at("@osorganicai/agents-po")]: manifest("@osorganicai/agents-po", "2.0.0", ["@osorganicai/core"]),
  [at("zod")]: manifest("zod", "4.6.7"),
};
const lock = (version: string) =>
  JSON.stringify({
    lockfileVersion: 1,
    spawnedWith: "1.0.0",
    version,
    answers: { name: "shop", domain: "generic", supabase: false },
    applied: [],
    files: {},
    sql: {},
  });

test("packages of one version, which is the lock's, are well", async () => {
  const files = { ...child, ".osorganicai/lock.json": lock("2.0.0") };
  expect(await run(versionsCheck, files)).toEqual([
    { severity: "ok", what: "2 packages of OSOrganicAI, all 2.0.0." },
  ]);
  expect(await run(copiesCheck, files)).toMatchObject([{ severity: "ok" }]);
});

test("packages that were bumped without an upgrade are told apart from their files", async () => {
  expect(await run(versionsCheck, { ...child, ".osorganicai/lock.json": lock("1.4.0") })).toMatchObject([
    {
      severity: "error",
      what: "2.0.0 is installed, and the files of this child are those of 1.4.0.",
      fix: "pnpm exec osorganicai upgrade",
    },
  ]);
});

test("a mixture of versions is named", async () => {
  const mixed = { ...child, [at("@osorganicai/agents-po")]: manifest("@osorganicai/agents-po", "1.9.0") };
  const [finding] = await run(versionsCheck, mixed);
  expect(finding?.what).toBe(
    "Packages of different versions are installed: 1.9.0 (@osorganicai/agents-po); 2.0.0 (@osorganicai/core).",
  );
});

test("what is not installed, or not there at all, is named", async () => {
  const { [at("@osorganicai/agents-po")]: _, ...missing } = child;
  expect(await run(versionsCheck, missing)).toMatchObject([
    { what: "Not installed: @osorganicai/agents-po." },
  ]);
  expect(await run(versionsCheck, { "package.json": "{}" })).toMatchObject([
    { severity: "error", what: /names no package/ },
  ]);
});

test("two copies of what is shared are found where node would find them", async () => {
  const doubled = {
    ...child,
    "node_modules/@osorganicai/core/node_modules/zod/package.json": manifest("zod", "3.25.0"),
    "node_modules/@osorganicai/agents-po/node_modules/@osorganicai/core/package.json": manifest(
      "@osorganicai/core",
      "1.0.0",
    ),
  };
  const findings = await run(copiesCheck, doubled);
  expect(findings.map(({ what }) => what)).toEqual([
    "2 copies of @osorganicai/core are installed: 1.0.0, 2.0.0.",
    "2 copies of zod are installed: 3.25.0, 4.6.7.",
  ]);
});

test("a copy that only strangers use is nobody's business", async () => {
  const foreign = {
    ...child,
    [at("cheerful")]: manifest("cheerful", "1.0.0", ["zod"]),
    "node_modules/cheerful/node_modules/zod/package.json": manifest("zod", "3.25.0"),
  };
  expect(await run(copiesCheck, foreign)).toMatchObject([{ severity: "ok" }]);
});

test.for([
  ["v22.17.9", "error"],
  ["v22.18.0", "ok"],
  ["v24.0.0", "ok"],
  ["v20.20.2", "error"],
] as const)("node %s: %s", async ([version, severity]) => {
  expect(await run(nodeCheck, {}, version)).toMatchObject([{ severity }]);
});

const settings = 'minimumReleaseAgeExclude: ["@osorganicai/*", osorganicai, create-osorganicai]\n';

test("one lockfile and pnpm's settings are well, also those of a workspace around", async () => {
  const files = { "pnpm-lock.yaml": "", "pnpm-workspace.yaml": settings };
  expect(await run(packageManagerCheck, files)).toMatchObject([{ severity: "ok" }]);
  const context = await createTestContext({ files: { ...files, "apps/shop/package.json": "{}" } });
  const inside = { ...context, directory: `${context.directory}/apps/shop` };
  expect(await packageManagerCheck.run(inside)).toMatchObject([{ severity: "ok" }]);
});

test("no lockfile, two of them, settings that hold releases back or cannot be read", async () => {
  const says = async (files: Files) =>
    (await run(packageManagerCheck, files)).map(({ what }) => what).join(" ");
  expect(await says({ "package.json": "{}" })).toBe("There is no lockfile.");
  expect(await says({ "package-lock.json": "{}", "yarn.lock": "" })).toBe(
    "There are several lockfiles: package-lock.json, yarn.lock.",
  );
  expect(await says({ "pnpm-lock.yaml": "", "pnpm-workspace.yaml": "packages: []\n" })).toMatch(
    /minimumReleaseAgeExclude .* lacks @osorganicai/,
  );
  expect(await says({ "pnpm-lock.yaml": "", "pnpm-workspace.yaml": "a: [\n" })).toMatch(/cannot be read/);
});
