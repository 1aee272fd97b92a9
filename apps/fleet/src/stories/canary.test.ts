import { mkdir, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { promoteRelease } from "../../../../scripts/promote-release.ts";
import { runRenovate } from "../bot/run-renovate.ts";
import { openChild } from "../child/open-child.ts";
import { createEnvironment } from "../create-environment.ts";
import { type Forge, startForge } from "../forge/start-forge.ts";
import { releaseSnapshot } from "../mother/release-snapshot.ts";
import { copyRegistry } from "../registry/copy-registry.ts";
import type { Registry } from "../registry/start-registry.ts";
import { programOf, storyWith, useFleet } from "./story.ts";

const story = storyWith("renovate");

let registry: Registry;
let forge: Forge;
let environment: Record<string, string>;
let place: string;
beforeAll(async () => {
  const fleet = useFleet();
  place = await mkdtemp(join(fleet.folder, "canary-"));
  await mkdir(join(place, "bot"));
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

/** Which version each dist-tag of a package names. */
async function tagsOf(name: string): Promise<Readonly<Record<string, string>>> {
  const response = await fetch(`${registry.url}-/package/${name.replace("/", "%2f")}/dist-tags`);
  return (await response.json()) as Record<string, string>;
}

story(
  "a snapshot reaches the children that follow canary, and nobody else before it is promoted",
  async () => {
    const { mother, names, versions, children } = useFleet();
    const snapshot = await releaseSnapshot({
      mother,
      folder: join(place, "mother"),
      tag: "canary",
      environment,
    });
    expect(snapshot).toMatch(/^\d+\.\d+\.\d+-canary\.\d{14}$/);
    for (const name of names)
      expect.soft(await tagsOf(name), name).toEqual({ latest: versions.major, canary: snapshot });

    const child = await openChild({ folder: place, environment }, children["developer-tools"]);
    await child.run("pnpm", "exec", "osorganicai", "upgrade", "--latest");
    await child.commit("Upgraded");
    await forge.repositories.create("acme/steady", child.folder);
    const extended = JSON.parse(await child.read("renovate.json"));
    const ring = "github>osorganicai/osorganicai//renovate/ring.json(canary)";
    await child.write("renovate.json", JSON.stringify({ ...extended, extends: [...extended.extends, ring] }));
    await child.commit("We try releases first");
    await forge.repositories.create("acme/canary", child.folder);

    const repositories = ["acme/steady", "acme/canary"];
    const renovate = programOf("renovate");
    await runRenovate({
      renovate,
      forge,
      registry: registry.url,
      repositories,
      folder: join(place, "bot"),
      environment,
    });
    expect(forge.pullRequests.map(({ repository }) => repository)).toEqual(["acme/canary"]);
    const head = forge.pullRequests[0]?.head ?? "";
    const canary = await openChild(
      { folder: place, environment },
      forge.repositories.address("acme/canary"),
      head,
    );
    expect(JSON.parse(await canary.read(".osorganicai/lock.json")).version).toBe(snapshot);
    await canary.run("pnpm", "test");

    promoteRelease({ names, version: snapshot, ring: "early", environment });
    for (const name of names) expect.soft((await tagsOf(name))["early"], name).toBe(snapshot);
  },
);
