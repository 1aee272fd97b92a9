import type { Permission } from "@osorganicai/core";
import type { Account } from "../accounts/create-accounts.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import type { ApiCall } from "./api-call.ts";
import { ApiFailure, notFound, validationFailed } from "./api-failure.ts";

const ranks: readonly Permission[] = ["none", "read", "triage", "write", "maintain", "admin"];

/** The repository that the path names. @throws ApiFailure 404 */
export function requireRepository(twin: Twin, { parameters }: Pick<ApiCall, "parameters">): TwinRepository {
  const repository = twin.repositories.get(`${parameters["owner"]}/${parameters["repo"]}`.toLowerCase());
  if (!repository) throw notFound();
  return repository;
}

/** A repository whose git database can be used. @throws ApiFailure 404, or 409 while it has no commit */
export async function requireGit(twin: Twin, call: Pick<ApiCall, "parameters">): Promise<TwinRepository> {
  const repository = requireRepository(twin, call);
  if (!(await repository.git.read("HEAD"))) throw new ApiFailure(409, "Git Repository is empty.");
  return repository;
}

/** The account that sends the call. @throws ApiFailure 401, or 403 for an App without an installation token */
export function requireAccount({ caller }: Pick<ApiCall, "caller">): Account {
  if (caller.kind === "anonymous") throw new ApiFailure(401, "Requires authentication");
  if (caller.kind === "app") throw new ApiFailure(403, "Resource not accessible by integration");
  return caller.account;
}

/** The account that sends the call, if it may do at least this much. @throws ApiFailure 401, 403 */
export function requirePermission(call: Pick<ApiCall, "caller">, least: Permission): Account {
  const account = requireAccount(call);
  if (!mayDo(account, least)) {
    const kind = account.type === "Bot" ? "integration" : "personal access token";
    throw new ApiFailure(403, `Resource not accessible by ${kind}`);
  }
  return account;
}

/** Whether an account has at least this permission. */
export function mayDo({ permission }: Account, least: Permission): boolean {
  return ranks.indexOf(permission) >= ranks.indexOf(least);
}

/** Longest texts, in characters. */
const limits = { title: 256, body: 65_536 } as const;

/** Texts that are not too long. @throws ApiFailure 422 */
export function requireShortTexts({ body }: Pick<ApiCall, "body">, resource: string): void {
  for (const [field, limit] of Object.entries(limits)) {
    const text = body[field];
    if (typeof text !== "string" || Array.from(text).length <= limit) continue;
    const message = `${field} is too long (maximum is ${limit} characters)`;
    throw validationFailed({ resource, code: "custom", field, message });
  }
}

/** Only the App itself, by its JSON web token. @throws ApiFailure 401 */
export function requireApp({ caller }: Pick<ApiCall, "caller">): void {
  if (caller.kind !== "app") throw new ApiFailure(401, "A JSON web token could not be decoded");
}

/** Only the App's bot, by an installation token. @throws ApiFailure 401, 403 */
export function requireBot(call: Pick<ApiCall, "caller">): Account {
  const account = requireAccount(call);
  if (account.type !== "Bot") throw new ApiFailure(403, "You must authenticate via a GitHub App.");
  return account;
}
