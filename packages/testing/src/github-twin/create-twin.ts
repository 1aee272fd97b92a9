import { join } from "node:path";
import { addActions, addVercel } from "./accounts/add-integrations.ts";
import { createAccounts } from "./accounts/create-accounts.ts";
import { addBot, addCollaborators, addPeople, createPeople, type Person } from "./accounts/seed-accounts.ts";
import { createPendingWork } from "./create-pending-work.ts";
import { createTwinRepositories } from "./create-twin-repositories.ts";
import { appPermissions } from "./emulator/start-emulator.ts";
import { startSeededEmulator } from "./emulator/start-seeded-emulator.ts";
import { createFaults } from "./faults/create-faults.ts";
import type { GitHubTwinOptions } from "./github-twin.ts";
import { createJournal } from "./journal.ts";
import { createOpenApiCheck } from "./openapi/create-openapi-check.ts";
import { createOperationMatcher } from "./openapi/create-operation-matcher.ts";
import { readOpenApi } from "./openapi/read-openapi.ts";
import type { Twin } from "./twin.ts";
import { createWebhooks } from "./webhooks/create-webhooks.ts";

const APP_ID = 1001;
const FIRST_INSTALLATION_ID = 5001;

/** All that the twin sends. */
const appEvents: readonly string[] = [
  "check_run",
  "check_suite",
  "deployment",
  "deployment_status",
  "issue_comment",
  "issues",
  "label",
  "pull_request",
  "pull_request_review",
  "push",
  "status",
];

/** Everything behind the twin's server. `url` is its address; aborting `closing` stops what would begin. */
export async function createTwin(
  options: GitHubTwinOptions & { readonly url: string; readonly closing: AbortSignal },
): Promise<{ readonly twin: Twin; readonly people: readonly Person[] }> {
  const { url, closing, directory, sandbox, users = [{ login: "octocat" }], deployments = true } = options;
  const app = appOf(options);
  const people = createPeople([...new Set(options.repositories.map(({ owner }) => owner))], users);
  const { emulator, privateKey } = await startSeededEmulator(options, { people, app });
  const repositories = await createTwinRepositories(options, { emulator, ...app });
  const accounts = createAccounts(url);
  await addPeople(accounts, emulator, people);
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
    closing,
    emulator,
    accounts,
    repositories,
    journal,
    work,
    app: { ...app, privateKey, bot },
    actions: addActions(accounts),
    vercel: addVercel(accounts),
    findOperation: createOperationMatcher(extract.operations),
    openApi: createOpenApiCheck(extract),
    webhooks: createWebhooks({ journal, work, closing }),
    faults: createFaults(),
    deploys: deployments,
    nextId: () => (ids += 1),
  };
  return { twin, people };
}

function appOf({ app = { slug: "osorganicai" } }: GitHubTwinOptions) {
  return {
    id: APP_ID,
    name: app.slug,
    firstInstallationId: FIRST_INSTALLATION_ID,
    permissions: appPermissions,
    events: appEvents,
    ...app,
  };
}
