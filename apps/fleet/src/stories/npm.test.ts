import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { runRenovate } from "../bot/run-renovate.ts";
import { type Forge, startForge } from "../forge/start-forge.ts";
import { minorMarks } from "../mother/make-minor-release.ts";
import { runProgram } from "../run-program.ts";
import { programOf, storyWith, useFleet } from "./story.ts";

const story = storyWith("renovate");
const branch = "renovate/osorganicai";

let forge: Forge;
let place: string;
beforeAll(async () => {
  const { folder, environment } = useFleet();
  place = await mkdtemp(join(folder, "npm-"));
  await mkdir(join(place, "bot"));
  forge = await startForge(place, environment);
});
afterAll(() => forge?.stop());

/** A child as npm makes it, at exactly the first release: a range would bring what came since. */
async function spawnWithNpm(): Promise<string> {
  const { versions, environment } = useFleet();
  const folder = join(place, "my-npm");
  const flags = ["--domain", "generic", "--owner", "acme", "--yes", "--no-install"];
  const create = ["npm", "create", "--yes", `osorganicai@${versions.first}`, "--", "my-npm", ...flags];
  await runProgram(create, { cwd: place, environment });
  const manifest = join(folder, "package.json");
  const text = await readFile(manifest, "utf8");
  await writeFile(manifest, text.replaceAll(`"^${versions.first}"`, `"${versions.first}"`));
  for (const command of [
    ["npm", "install", "--ignore-scripts"],
    ["git", "add", "--all"],
    ["git", "commit", "--quiet", "--message", "At the first release"],
  ])
    await runProgram(command, { cwd: folder, environment });
  return folder;
}

story("a child with npm is migrated in its pull request, with a lockfile that fits", async () => {
  const { versions, registry, environment } = useFleet();
  await forge.repositories.create("acme/npm", await spawnWithNpm());
  await runRenovate({
    renovate: programOf("renovate"),
    forge,
    registry: registry.url,
    preset: "self-hosted-npm",
    repositories: ["acme/npm"],
    folder: join(place, "bot"),
    environment,
  });
  const read = (path: string) => forge.repositories.read("acme/npm", branch, path);
  expect(JSON.parse((await read(".osorganicai/lock.json")) ?? "{}").version).toBe(versions.minor);
  expect(await read(".github/workflows/osorganicai.yml")).toContain(minorMarks.workflow);
  const { packages } = JSON.parse((await read("package-lock.json")) ?? "{}");
  expect(packages["node_modules/osorganicai"].version).toBe(versions.minor);
  expect(await read(".osorganicai/UPGRADE.md")).toContain(`${versions.first} → ${versions.minor}`);
});
