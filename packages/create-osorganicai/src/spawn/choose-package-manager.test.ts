import { expect, test } from "vitest";
import { choosePackageManager } from "./choose-package-manager.ts";

const yes = async () => true;
const no = async () => false;
const never = async (): Promise<boolean> => {
  throw new Error("Nobody asked.");
};

test("whoever started us installs", async () => {
  for (const name of ["pnpm", "npm", "yarn", "bun"] as const) {
    const environment = { npm_config_user_agent: `${name}/1.2.3 npm/? node/v24.0.0 linux x64` };
    expect(await choosePackageManager(environment, never)).toEqual({ name, command: name, arguments: [] });
  }
});

test("by its own path, because it need not be on the PATH", async () => {
  const started = (npm_execpath: string) =>
    choosePackageManager({ npm_config_user_agent: "pnpm/12.21.0", npm_execpath }, never);
  expect(await started("/cache/pnpm/bin/pnpm.mjs")).toMatchObject({
    command: process.execPath,
    arguments: ["/cache/pnpm/bin/pnpm.mjs"],
  });
  expect(await started("/opt/pnpm")).toMatchObject({ command: "/opt/pnpm", arguments: [] });
  // npx runs pnpm, which runs us: the path is npm's.
  expect(await started("/usr/lib/npm-cli.js")).toMatchObject({ command: "pnpm", arguments: [] });
});

test("else pnpm when it is there, else npm", async () => {
  expect(await choosePackageManager({}, yes)).toMatchObject({ name: "pnpm" });
  expect(await choosePackageManager({}, no)).toMatchObject({ name: "npm" });
  expect(await choosePackageManager({ npm_config_user_agent: "deno/2" }, no)).toMatchObject({ name: "npm" });
});
