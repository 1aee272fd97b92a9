import { join } from "node:path";
import { addActions, addVercel } from "./accounts/add-integrations.ts";
import { createAccounts } from "./accounts/create-accounts.ts";
import { addBot, addCollaborators, addPeople, createPeople, type Person } from "./accounts/seed-accounts.ts";
import { createPendingWork } from "./create-pending-work.ts";
import { createTwinRepositories } from "./create-twin-repositories.ts";
import { createEmulatorClient, type Emulator } from "./emulator/emulator.ts";
import { startEmulator } from "./emulator/start-emulator.ts";
import type { GitHubTwinOptions } from "./github-twin.ts";
import { createJournal } from "./journal.ts";
import { createOpenApiCheck } from "./openapi/create-openapi-check.ts";
import { createOperationMatcher } from "./openapi/create-operation-matcher.ts";
import { readOpenApi } from "./openapi/read-openapi.ts";
import type { Twin } from "./twin.ts";
import { createWebhooks } from "./webhooks/create-webhooks.ts";

const APP_ID = 1001;
const FIRST_INSTALLATION_ID = 5001;

/** Everything behind the twin's server. `url` is its address; aborting `closing` stops what would begin. */
export async function createTwin(
  options: GitHubTwinOptions & { readonly url: string; readonly closing: AbortSignal },
): Promise<{ readonly twin: Twin; readonly people: readonly Person[] }> {
  const { url, closing, directory, sandbox, users = [{ login: "octocat" }], deployments = true } = options;
  const app = {
    id: APP_ID,
    slug: options.app?.slug ?? "osorganicai",
    firstInstallationId: FIRST_INSTALLATION_ID,
  };
  const owners = [...new Set(options.repositories.map(({ owner }) => owner))];
  const people = createPeople(owners, users);
  const { emulator, privateKey } = await startSeededEmulator(options, { people, app });
  const accounts = createAccounts(url);
  await addPeople(accounts, emulator, people);
  const repositories = await createTwinRepositories(options, { emulator, ...app });
  for (const repository of repositories.values()) await addCollaborators(emulator, repository, people);
  const home = [...repositories.values()][0]?.fullName ?? "";
  const bot = await addBot(accounts, emulator, { ...app, privateKey, home });
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
    app: { ...app, name: app.slug, privateKey, bot },
    actions: addActions(accounts),
    vercel: addVercel(accounts),
    repositories,
    findOperation: createOperationMatcher(extract.operations),
    openApi: createOpenApiCheck(extract),
    webhooks: createWebhooks({ journal, work, closing }),
    journal,
    work,
    deploys: deployments,
    closing,
    nextId: () => (ids += 1),
  };
  return { twin, people };
}

async function startSeededEmulator(
  { url, repositories }: GitHubTwinOptions & { readonly url: string },
  {
    people,
    app,
  }: {
    readonly people: readonly Person[];
    readonly app: { readonly id: number; readonly slug: string; readonly firstInstallationId: number };
  },
): Promise<{ readonly emulator: Emulator; readonly privateKey: string }> {
  // Twenty, because the emulator refuses the 5,000th call of a token within an hour.
  const ownerTokens = Array.from({ length: 20 }, (_, position) => `twin-${position}`);
  const owner = repositories[0]?.owner ?? "";
  const running = await startEmulator({
    tokens: Object.fromEntries([
      ...people.map(({ token, login }) => [token, login]),
      ...ownerTokens.map((token) => [token, owner]),
    ]),
    repositories: repositories.map(({ defaultBranch = "main", ...seed }) => ({ ...seed, defaultBranch })),
    app,
  });
  return { emulator: createEmulatorClient(running, { url, ownerTokens }), privateKey: running.privateKey };
}
