import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createFolder } from "../test-support/spawn-create.ts";
import { choosePackageManager } from "./choose-package-manager.ts";

test("whoever started us installs", () => {
  for (const name of ["pnpm", "npm", "yarn", "bun"] as const) {
    const environment = { npm_config_user_agent: `${name}/1.2.3 npm/? node/v24.0.0 linux x64` };
    expect(choosePackageManager(environment)).toEqual({ name, command: name, arguments: [] });
  }
});

test("by its own path, because it need not be on the PATH", () => {
  const started = (npm_execpath: string) =>
    choosePackageManager({ npm_config_user_agent: "pnpm/12.21.0", npm_execpath });
  expect(started("/cache/pnpm/bin/pnpm.mjs")).toMatchObject({
    command: process.execPath,
    arguments: ["/cache/pnpm/bin/pnpm.mjs"],
  });
  expect(started("/opt/pnpm")).toMatchObject({ command: "/opt/pnpm", arguments: [] });
  // npx runs pnpm, which runs us: the path is npm's.
  expect(started("/usr/lib/npm-cli.js")).toMatchObject({ command: "pnpm", arguments: [] });
});

test("else pnpm when it is there, else npm", () => {
  const bin = createFolder();
  expect(choosePackageManager({ PATH: `/nowhere:${bin}` })).toMatchObject({ name: "npm" });
  writeFileSync(join(bin, "pnpm"), "");
  expect(choosePackageManager({ PATH: `/nowhere:${bin}` })).toMatchObject({ name: "pnpm" });
  expect(choosePackageManager({ npm_config_user_agent: "deno/2" })).toMatchObject({ name: "npm" });
});
