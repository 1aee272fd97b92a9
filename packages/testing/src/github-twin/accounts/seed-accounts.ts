import { randomBytes } from "node:crypto";
import type { Permission } from "@osorganicai/core";
import type { Emulator } from "../emulator/emulator.ts";
import type { TwinUser } from "../github-twin.ts";
import { asObject, asText } from "../json.ts";
import { signAppToken } from "./app-token.ts";
import type { Account, Accounts } from "./create-accounts.ts";

/** A person before the emulator knows them. */
export interface Person {
  readonly login: string;
  readonly permission: Permission;
  readonly token: string;
}

/** Everybody who gets a token: the owners, who may do everything, and the users. */
export function createPeople(owners: readonly string[], users: readonly TwinUser[]): readonly Person[] {
  const others = users.filter(({ login }) => !owners.includes(login));
  return [
    ...owners.map((login) => ({ login, permission: "admin" as const })),
    ...others.map(({ login, permission = "write" }) => ({ login, permission })),
  ].map((person) => ({ ...person, token: `ghp_${randomBytes(18).toString("hex")}` }));
}

/** Makes people known under the ids that the emulator gave them. */
export async function addPeople(
  accounts: Accounts,
  emulator: Emulator,
  people: readonly Person[],
): Promise<void> {
  for (const { login, permission, token } of people) {
    const { id } = asObject(await emulator.ask("GET", `/users/${login}`));
    accounts.accept(token, accounts.add({ id: Number(id), login, type: "User", permission }));
  }
}

/** Tells the emulator, for each repository's owner, who works with it: it shows in `author_association`. */
export async function addCollaborators(
  emulator: Emulator,
  { owner, name }: { readonly owner: string; readonly name: string },
  people: readonly Person[],
): Promise<void> {
  const token = people.find(({ login }) => login === owner)?.token;
  for (const { login, permission } of people) {
    if (permission === "none" || login === owner) continue;
    const granted = { read: "pull", write: "push" }[permission as string] ?? permission;
    const path = `/repos/${owner}/${name}/collaborators/${login}`;
    await emulator.send({ method: "PUT", path, token, body: { permission: granted } });
  }
}

/** The App whose bot is wanted. */
export interface BotRequest {
  readonly id: number;
  readonly slug: string;
  readonly privateKey: string;
  readonly firstInstallationId: number;
  /** Any repository of that installation. */
  readonly home: string;
}

/** The App's bot. The emulator creates its account with its first write, so it writes a label and takes it back. */
export async function addBot(accounts: Accounts, emulator: Emulator, app: BotRequest): Promise<Account> {
  const path = `/app/installations/${app.firstInstallationId}/access_tokens`;
  const jwt = signAppToken(app.id, app.privateKey);
  const installation = asObject((await emulator.send({ method: "POST", path, token: jwt })).body);
  const token = asText(installation["token"]);
  const labels = `/repos/${app.home}/labels`;
  await emulator.send({
    method: "POST",
    path: labels,
    token,
    body: { name: "first-write", color: "ededed" },
  });
  await emulator.send({ method: "DELETE", path: `${labels}/first-write`, token });
  const login = `${app.slug}[bot]`;
  const { id } = asObject(await emulator.ask("GET", `/users/${encodeURIComponent(login)}`));
  return accounts.add({ id: Number(id), login, type: "Bot", permission: "write" });
}
