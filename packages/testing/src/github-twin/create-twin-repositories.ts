import { join } from "node:path";
import { systemClock } from "@osorganicai/core";
import { createLock } from "./create-lock.ts";
import type { Emulator } from "./emulator/emulator.ts";
import { createGitRepository } from "./git/create-git-repository.ts";
import type { GitHubTwinOptions, TwinRepositorySeed } from "./github-twin.ts";
import { asObject } from "./json.ts";
import type { TwinRepository } from "./twin.ts";

/** The repositories of a twin, by lower-case `owner/name`: git of their own, ids from the emulator. */
export async function createTwinRepositories(
  { directory, repositories: seeds }: GitHubTwinOptions,
  { emulator, firstInstallationId }: { readonly emulator: Emulator; readonly firstInstallationId: number },
): Promise<ReadonlyMap<string, TwinRepository>> {
  const owners = [...new Set(seeds.map(({ owner }) => owner))];
  const repositories = await Promise.all(
    seeds.map(async (seed) => {
      const { id } = asObject(await emulator.ask("GET", `/repos/${seed.owner}/${seed.name}`));
      const installationId = firstInstallationId + owners.indexOf(seed.owner);
      return createTwinRepository(join(directory, "repositories"), seed, { id: Number(id), installationId });
    }),
  );
  return new Map(repositories.map((repository) => [repository.fullName.toLowerCase(), repository]));
}

async function createTwinRepository(
  folder: string,
  { owner, name, directory: files, defaultBranch = "main", branches = [] }: TwinRepositorySeed,
  ids: Pick<TwinRepository, "id" | "installationId">,
): Promise<TwinRepository> {
  const author = {
    name: owner,
    email: `${owner}@users.noreply.github.com`,
    date: systemClock.now().toISOString(),
  };
  const directory = join(folder, owner, `${name}.git`);
  return {
    ...ids,
    owner,
    name,
    fullName: `${owner}/${name}`,
    defaultBranch,
    git: await createGitRepository({ directory, defaultBranch, branches, files, author }),
    lock: createLock(),
    pulls: new Map(),
    pullFacts: new Map(),
    issueEvents: [],
    checkSuites: [],
    checkRuns: [],
    statuses: [],
    deployments: [],
    servers: new Map(),
  };
}
