import { mkdir, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { runRenovate } from "../bot/run-renovate.ts";
import { openChild } from "../child/open-child.ts";
import { type Forge, startForge } from "../forge/start-forge.ts";
import { runJob } from "../workflow/run-job.ts";
import { writeNotes } from "../workflow/write-notes.ts";
import { programOf, storyWith, useFleet } from "./story.ts";

const story = storyWith("renovate");
const branch = "renovate/osorganicai";

let forge: Forge;
let place: string;
beforeAll(async () => {
  const { folder, environment } = useFleet();
  place = await mkdtemp(join(folder, "hosted-"));
  await mkdir(join(place, "bot"));
  forge = await startForge(place, environment);
});
afterAll(() => forge?.stop());

async function renovate(): Promise<void> {
  const { registry, environment } = useFleet();
  const options = {
    renovate: programOf("renovate"),
    forge,
    registry: registry.url,
    preset: "hosted",
  } as const;
  await runRenovate({ ...options, repositories: ["acme/bank"], folder: join(place, "bot"), environment });
}

story(
  "where Renovate may run nothing, the child's own workflow migrates in its pull request, and that stays",
  async () => {
    const { children, versions, environment } = useFleet();
    await forge.repositories.create("acme/bank", children.fintech);
    await renovate();
    const child = await openChild(
      { folder: place, environment },
      forge.repositories.address("acme/bank"),
      branch,
    );
    expect(JSON.parse(await child.read(".osorganicai/lock.json")).version).toBe(versions.first);

    const asked = await runJob({
      child,
      job: "upgrade",
      environment: { ...environment, BRANCH: branch, GH_TOKEN: "unused" },
    });
    expect(asked).toEqual(["auth setup-git", `workflow run osorganicai.yml --ref ${branch}`]);
    const migrated = await openChild(
      { folder: place, environment },
      forge.repositories.address("acme/bank"),
      branch,
    );
    expect(JSON.parse(await migrated.read(".osorganicai/lock.json")).version).toBe(versions.minor);
    await migrated.run("pnpm", "run", "doctor");

    const notes = () => writeNotes(migrated, { forge, repository: "acme/bank", branch, environment });
    expect(await notes()).toEqual([
      expect.stringContaining(`# OSOrganicAI ${versions.first} → ${versions.minor}`),
    ]);
    expect(await notes()).toHaveLength(1);

    const commit = await forge.repositories.commitOf("acme/bank", branch);
    await renovate();
    expect(await forge.repositories.commitOf("acme/bank", branch)).toBe(commit);
    expect(
      await runJob({
        child: migrated,
        job: "upgrade",
        environment: { ...environment, BRANCH: branch, GH_TOKEN: "" },
      }),
    ).toEqual([""]);
  },
);
