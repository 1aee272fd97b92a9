import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { runProgram } from "../run-program.ts";
import { programOf, storyWith, useFleet } from "./story.ts";

const story = storyWith("renovate");
const folder = join(import.meta.dirname, "..", "..", "..", "..", "renovate");

story.for(readdirSync(folder))("Renovate finds nothing wrong with renovate/%s", async (preset) => {
  const { environment } = useFleet();
  const validator = join(dirname(programOf("renovate")), "config-validator.js");
  const command = [process.execPath, validator, "--strict", "--no-global", preset];
  expect(await runProgram(command, { cwd: folder, environment })).toContain("validated successfully");
});

story("what Renovate lets through at once, pnpm lets through in a child", async () => {
  const { children } = useFleet();
  const { packageRules } = JSON.parse(readFileSync(join(folder, "default.json"), "utf8"));
  const [{ matchPackageNames, minimumReleaseAge }] = packageRules;
  expect(minimumReleaseAge).toBeNull();
  const settings = readFileSync(join(children["e-commerce"], "pnpm-workspace.yaml"), "utf8");
  for (const name of matchPackageNames) expect(settings).toContain(name.replace("**", "*"));
});
