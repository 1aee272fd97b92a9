import { join } from "node:path";
import { systemClock } from "@osorganicai/core";
import { createAccounts } from "./accounts/create-accounts.ts";
import { addBot, addCollaborators, addPeople, createPeople, type Person } from "./accounts/seed-accounts.ts";
import { createLock } from "./create-lock.ts";
import { createPendingWork } from "./create-pending-work.ts";
import { createEmulatorClient } from "./emulator/emulator.ts";
import { startEmulator } from "./emulator/start-emulator.ts";
import { createGitRepository } from "./git/create-git-repository.ts";
import type { GitHubTwinOptions, TwinRepositorySeed } from "./github-twin.ts";
import { createJournal } from "./journal.ts";
import { createOpenApiCheck } from "./openapi/create-openapi-check.ts";
import { createOperationMatcher } from "./openapi/create-operation-matcher.ts";
import { readOpenApi } from "./openapi/read-openapi.ts";
import type { Twin, TwinRepository } from "./twin.ts";
import { createWebhooks } from "./webhooks/create-webhooks.ts";

const APP_ID = 1001;
const FIRST_INSTALLATION_ID = 5001;

/** Everything behind the twin's server. `url` is its address. */
export async function createTwin(options: GitHubTwinOptions & { readonly url: string }): Promise<{
  readonly twin: Twin;
  readonly people: readonly Person[];
  close(): Promise<void>;
}> {
  const { url, directory, sandbox, users = [{ login: "octocat" }], app = { slug: "osorganicai" } } = options;
  const seeds = options.repositories;
  const owners = [...new Set(seeds.map(({ owner }) => owner))];
  const people = createPeople(owners, users);
  const [{ emulator, privateKey }, repositories] = await Promise.all([
    startEmulatorFor(options, people),
    Promise.all(seeds.map((seed) => createRepository(directory, seed, owners.indexOf(seed.owner)))),
  ]);
  const accounts = createAccounts(url);
  await addPeople(accounts, emulator, people);
  for (const { fullName } of repositories) await addCollaborators(emulator, fullName, people);
  const facts = { id: APP_ID, slug: app.slug, privateKey };
  const home = { installationId: FIRST_INSTALLATION_ID, repository: repositories[0]?.fullName ?? "" };
  const bot = await addBot(accounts, emulator, { ...facts, ...home });
  const extract = readOpenApi();
  const journal = createJournal(join(directory, "journal.jsonl"));
  const work = createPendingWork();
  let ids = 1000;
  const twin: Twin = {
    url,
    directory,
    sandbox,
    emulator,
    accounts,
    app: { ...facts, bot },
    repositories: new Map(repositories.map((repository) => [repository.fullName.toLowerCase(), repository])),
    findOperation: createOperationMatcher(extract.operations),
    openApi: createOpenApiCheck(extract),
    webhooks: createWebhooks({ journal, work }),
    journal,
    work,
    nextId: () => (ids += 1),
  };
  const close = async () => {
    for (const { git } of repositories) git.close();
    await emulator.close();
  };
  return { twin, people, close };
}

async function startEmulatorFor(
  { url, repositories, app = { slug: "osorganicai" } }: GitHubTwinOptions & { readonly url: string },
  people: readonly Person[],
) {
  const [owner] = repositories;
  // Twenty, because the emulator refuses the 5,000th call of a token within an hour.
  const ownerTokens = Array.from({ length: 20 }, (_, position) => `twin-${position}`);
  const running = await startEmulator({
    tokens: Object.fromEntries([
      ...people.map(({ token, login }) => [token, login]),
      ...ownerTokens.map((token) => [token, owner?.owner]),
    ]),
    repositories: repositories.map(({ defaultBranch = "main", ...seed }) => ({ ...seed, defaultBranch })),
    app: { id: APP_ID, slug: app.slug, firstInstallationId: FIRST_INSTALLATION_ID },
  });
  return { emulator: createEmulatorClient(running, { url, ownerTokens }), privateKey: running.privateKey };
}

async function createRepository(
  directory: string,
  seed: TwinRepositorySeed,
  ownerPosition: number,
): Promise<TwinRepository> {
  const { owner, name, defaultBranch = "main", branches = [], directory: files } = seed;
  const git = await createGitRepository({
    directory: join(directory, "repositories", owner, `${name}.git`),
    defaultBranch,
    branches,
    files,
    author: {
      name: owner,
      email: `${owner}@users.noreply.github.com`,
      date: systemClock.now().toISOString(),
    },
  });
  return {
    owner,
    name,
    fullName: `${owner}/${name}`,
    defaultBranch,
    installationId: FIRST_INSTALLATION_ID + ownerPosition,
    git,
    lock: createLock(),
    pulls: new Map(),
    pullFacts: new Map(),
  };
}
