import type { Person } from "../accounts/seed-accounts.ts";
import type { GitHubTwinControl } from "../github-twin.ts";
import type { JournalEntry } from "../journal.ts";
import type { Twin } from "../twin.ts";

/** What never changes while a twin runs. */
export interface TwinFacts {
  readonly app: GitHubTwinControl["app"];
  readonly people: readonly Pick<Person, "login" | "token">[];
}

/** The control within the twin's process. */
export interface TwinControl extends GitHubTwinControl {
  readonly facts: TwinFacts;
}

/** What tests and the demo may do with a twin. */
export function createTwinControl(twin: Twin, people: readonly Person[]): TwinControl {
  const { id, slug, privateKey } = twin.app;
  const [first] = twin.repositories.values();
  const app = { id, slug, privateKey, installationId: first?.installationId ?? 0 };
  return {
    url: twin.url,
    app,
    facts: { app, people },
    token: (login) => findToken(people, login),
    async setWebhook(target) {
      twin.webhooks.setTarget(target);
    },
    async redeliverFailed() {
      const failed = findFailed(twin);
      for (const delivery of failed) twin.webhooks.redeliver(delivery);
      return failed.length;
    },
    setFaults: async (faults) => twin.faults.set(faults),
    journal: async () => twin.journal.entries(),
    violations: async () => violationsOf(twin.journal.entries()),
    idle: () => twin.work.idle(),
  };
}

/** The violations among the entries of a journal. */
export function violationsOf(entries: readonly JournalEntry[]): readonly string[] {
  return entries.flatMap((entry) =>
    entry.kind === "violation" ? [`${entry.operation}: ${entry.fault}`] : [],
  );
}

/** Somebody's token among those that are known. @throws Error when nobody has this login */
export function findToken(people: readonly Pick<Person, "login" | "token">[], login: string): string {
  const person = people.find((known) => known.login === login);
  if (!person) throw new Error(`The twin has no person "${login}". Name them in its users.`);
  return person.token;
}

/** The last attempt of each delivery that has not succeeded with any. */
function findFailed({ webhooks }: Twin) {
  const all = webhooks.deliveries();
  const succeeded = new Set(
    all.filter(({ statusCode }) => statusCode >= 200 && statusCode < 300).map(({ guid }) => guid),
  );
  const last = new Map(
    all.filter(({ guid }) => !succeeded.has(guid)).map((delivery) => [delivery.guid, delivery]),
  );
  return [...last.values()];
}
