import type { Octokit } from "@octokit/rest";
import { isOSOrganicError } from "@osorganicai/core";
import type { Connection } from "../connect.ts";

/** Permissions and events as GitHub tells them. */
export interface Granted {
  /** By name: `read`, `write` or `admin`. */
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
}

/** What a GitHub App is set up for. */
export interface AppAccess extends Granted {
  readonly kind: "app";
  readonly slug: string;
  /** The App's page, where all of it is changed. */
  readonly url: string;
  readonly hook: AppHook;
  /** On the repository that was asked about. undefined: not installed there. */
  readonly installation: (Granted & { readonly suspended: boolean }) | undefined;
}

/** The App's webhook. */
export interface AppHook {
  readonly url: string | undefined;
  /** `json` or `form`. */
  readonly contentType: string | undefined;
  readonly verifiesTls: boolean;
  /** GitHub shows that there is one, never which. */
  readonly hasSecret: boolean;
}

/** What a personal access token may. */
export interface TokenAccess {
  readonly kind: "token";
  readonly login: string;
  /** undefined: a fine-grained token, which does not tell. */
  readonly scopes: readonly string[] | undefined;
  /** Whether it may push to the repository that was asked about; undefined: it does not even see it. */
  readonly mayPush: boolean | undefined;
}

/** What we may do with a repository. */
export type Access = AppAccess | TokenAccess;

/** Asks GitHub what the credentials are good for. Reads only. @throws OSOrganicError */
export async function readAccess(connection: Connection, repository: string | undefined): Promise<Access> {
  const { callAsApp } = connection;
  return callAsApp
    ? callAsApp((app) => readAppAccess(app, repository))
    : readTokenAccess(connection, repository);
}

async function readAppAccess(app: Octokit, repository: string | undefined): Promise<AppAccess> {
  const [{ data: facts }, { data: hook }, installation] = await Promise.all([
    app.apps.getAuthenticated(),
    app.apps.getWebhookConfigForApp(),
    repository === undefined ? undefined : readInstallation(app, repository),
  ]);
  return {
    kind: "app",
    slug: facts?.slug ?? "",
    url: facts?.html_url ?? "",
    ...grantedOf(facts ?? {}),
    hook: {
      url: hook.url || undefined,
      contentType: hook.content_type,
      verifiesTls: String(hook.insecure_ssl ?? "0") === "0",
      hasSecret: Boolean(hook.secret),
    },
    installation,
  };
}

async function readInstallation(app: Octokit, repository: string): Promise<AppAccess["installation"]> {
  const [owner = "", repo = ""] = repository.split("/");
  try {
    const { data } = await app.apps.getRepoInstallation({ owner, repo });
    return { ...grantedOf(data), suspended: data.suspended_at !== null };
  } catch (error) {
    if ((error as { readonly status?: number }).status === 404) return undefined;
    throw error;
  }
}

function grantedOf({
  permissions = {},
  events = [],
}: {
  readonly permissions?: Readonly<Record<string, string | undefined>>;
  readonly events?: readonly string[];
}): Granted {
  const granted = Object.entries(permissions).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { permissions: Object.fromEntries(granted), events };
}

async function readTokenAccess(connection: Connection, repository: string | undefined): Promise<TokenAccess> {
  const { login, scopes } = await connection.call(repository ?? "/", async (octokit) => {
    const { data, headers } = await octokit.users.getAuthenticated();
    return { login: data.login, scopes: headers["x-oauth-scopes"] };
  });
  return {
    kind: "token",
    login,
    scopes: scopes
      ?.split(",")
      .map((scope) => scope.trim())
      .filter((scope) => scope !== ""),
    mayPush: repository === undefined ? undefined : await mayPush(connection, repository),
  };
}

async function mayPush(connection: Connection, repository: string): Promise<boolean | undefined> {
  try {
    return await connection.call(
      repository,
      async (octokit, name) => (await octokit.repos.get(name)).data.permissions?.push === true,
    );
  } catch (error) {
    if (isOSOrganicError(error) && error.code === "github_not_found") return undefined;
    throw error;
  }
}
