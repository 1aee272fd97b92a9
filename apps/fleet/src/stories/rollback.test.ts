import { mkdir, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { runRenovate } from "../bot/run-renovate.ts";
import { openChild } from "../child/open-child.ts";
import { createEnvironment } from "../create-environment.ts";
import { type Forge, startForge } from "../forge/start-forge.ts";
import { copyRegistry } from "../registry/copy-registry.ts";
import type { Registry } from "../registry/start-registry.ts";
import { runProgram } from "../run-program.ts";
import { programOf, storyWith, useFleet } from "./story.ts";

const story = storyWith("renovate");

let registry: Registry;
let forge: Forge;
let environment: Record<string, string>;
let place: string;
beforeAll(async () => {
  const fleet = useFleet();
  place = await mkdtemp(join(fleet.folder, "rollback-"));
  registry = await copyRegistry(fleet, programOf("verdaccio"));
  const store = fleet.environment["pnpm_config_store_dir"] ?? "";
  environment = await createEnvironment({
    home: join(place, "home"),
    registry,
    pnpm: programOf("pnpm"),
    store,
  });
  forge = await startForge(place, environment);
});
afterAll(async () => {
  await forge?.stop();
  await registry?.stop();
});

story(
  "a release that was withdrawn is rolled back by a pull request, in which everything is as it was",
  async () => {
    const { children, versions, names } = useFleet();
    const child = await openChild({ folder: place, environment }, children["developer-tools"]);
    await child.run("pnpm", "exec", "osorganicai", "upgrade", "--to", versions.minor);
    await child.commit("Minor");
    const before = await child.run("git", "rev-parse", "HEAD");
    await child.run("pnpm", "exec", "osorganicai", "upgrade", "--latest");
    await child.commit("Major");
    await forge.repositories.create("acme/tools", child.folder);

    for (const name of names)
      await runProgram(["npm", "unpublish", "--force", `${name}@${versions.major}`], {
        cwd: place,
        environment,
      });
    await mkdir(join(place, "bot"));
    const renovate = programOf("renovate");
    await runRenovate({
      renovate,
      forge,
      registry: registry.url,
      repositories: ["acme/tools"],
      folder: join(place, "bot"),
      environment,
    });

    expect(forge.pullRequests.map(({ title }) => title)).toEqual([expect.stringMatching(/roll back/i)]);
    const head = forge.pullRequests[0]?.head ?? "";
    const rolledBack = await openChild(
      { folder: place, environment },
      forge.repositories.address("acme/tools"),
      head,
    );
    expect(await rolledBack.read(".osorganicai/UPGRADE.md")).toContain(versions.minor);
    expect(JSON.parse(await rolledBack.read(".osorganicai/lock.json")).version).toBe(versions.minor);
    // What is managed has the text of the older release again.
    await rolledBack.run(
      "git",
      "diff",
      "--exit-code",
      before.trim(),
      "--",
      "vercel.json",
      "tsconfig.json",
      ".github",
      "supabase",
    );
    await rolledBack.run("pnpm", "run", "check");
    await rolledBack.run("pnpm", "test");
  },
);
