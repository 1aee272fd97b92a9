import { readRepository } from "../emulator/read-repository.ts";
import type { ApiHandler } from "./api-call.ts";
import { ApiFailure, notFound } from "./api-failure.ts";
import { forward } from "./forward.ts";
import { mayDo, requireAccount, requireRepository } from "./require.ts";

/** `users/get-authenticated`: only people have a profile of their own. */
export const getAuthenticatedUser: ApiHandler = async (twin, call) => {
  const account = requireAccount(call);
  if (account.type === "Bot") throw new ApiFailure(403, "Resource not accessible by integration");
  const answer = await forward(twin, call);
  return { ...answer, headers: { ...answer.headers, "x-oauth-scopes": "repo" } };
};

/** `users/get-by-username`: people and bots. */
export const getUser: ApiHandler = async (twin, call) => {
  const account = twin.accounts.find(call.parameters["username"] ?? "");
  if (!account) throw notFound();
  return { status: 200, body: { ...profile, ...account.json } };
};

/**
 * `repos/get-collaborator-permission-level`, for whoever may write. Whoever is no collaborator, as every bot, may read a
 * public repository.
 */
export const getPermission: ApiHandler = async (twin, call) => {
  requireRepository(twin, call);
  if (!mayDo(requireAccount(call), "write"))
    throw new ApiFailure(403, "Must have push access to view collaborator permission.");
  const login = call.parameters["username"] ?? "";
  const account = twin.accounts.find(login);
  if (!account) throw new ApiFailure(404, `${login} is not a user`);
  const role = account.type === "Bot" ? "read" : account.permission;
  const permission = { maintain: "write", triage: "read" }[role as string] ?? role;
  return {
    status: 200,
    body: { permission, role_name: role, user: { ...account.json, ...permissionsOf(role) } },
  };
};

/** `repos/get`, with what the caller may do there. */
export const getRepository: ApiHandler = async (twin, call) => {
  const repository = await readRepository(twin, requireRepository(twin, call));
  const { permissions } = permissionsOf(
    call.caller.kind === "account" ? call.caller.account.permission : "read",
  );
  return { status: 200, body: { ...repository, permissions } };
};

/** Nobody has told anything about themselves. */
const profile = {
  name: null,
  company: null,
  blog: "",
  location: null,
  email: null,
  hireable: null,
  bio: null,
  public_repos: 0,
  public_gists: 0,
  followers: 0,
  following: 0,
  created_at: "2020-01-01T00:00:00Z",
  updated_at: "2020-01-01T00:00:00Z",
};

function permissionsOf(role: string) {
  const levels = ["read", "triage", "write", "maintain", "admin"];
  const [pull, triage, push, maintain, admin] = levels.map((_, level) => levels.indexOf(role) >= level);
  return { permissions: { pull, triage, push, maintain, admin }, role_name: role };
}
