import { createHash } from "node:crypto";
import { createAppAuth } from "@octokit/auth-app";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";
import { type Actor, OSOrganicError } from "@osorganicai/core";
import { requireJson } from "./answers/require-json.ts";
import { paceRequests } from "./limits/pace-requests.ts";
import type { Patience } from "./limits/wait-for-turn.ts";
import { renewTokenOnce } from "./renew-token-once.ts";
import { createSendRequest } from "./send-request.ts";
import { toGitHubError } from "./to-github-error.ts";

/** A GitHub App: the way to run an instance. */
export interface AppCredentials {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
}

/** A personal access token: the way to try one. */
export interface TokenCredentials {
  readonly token: string;
}

/** How we sign in: as a GitHub App, or, to try it, with a personal access token. */
export type GitHubCredentials = AppCredentials | TokenCredentials;

/** Clients with the right to talk about a repository. */
export interface Connection {
  /** Calls GitHub as the repository's installation (or the token's owner). Failures become OSOrganicErrors. */
  call<T>(
    repository: string,
    request: (octokit: Octokit, name: { readonly owner: string; readonly repo: string }) => Promise<T>,
  ): Promise<T>;
  /** Calls GitHub as the App itself; undefined for a personal token. */
  readonly callAsApp: (<T>(request: (octokit: Octokit) => Promise<T>) => Promise<T>) | undefined;
  /** Every repository that the App is installed on; undefined for a personal token. */
  readonly installedOn: (() => Promise<readonly string[]>) | undefined;
  /** A token for git, valid for about an hour. */
  token(repository: string): Promise<string>;
  /** Who comments and commits. Asked once. */
  self(): Promise<Actor>;
}

const PacedOctokit = Octokit.plugin(throttling);
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** Where a connection leads, and what limits it. */
export interface ConnectOptions {
  readonly credentials: GitHubCredentials;
  readonly baseUrl: string;
  readonly timeoutMs: number;
  /** Limits over all processes; without it this process alone is paced, and only towards api.github.com. */
  readonly patience?: Patience | undefined;
}

/** No request is repeated here: a write that was answered by an error may have happened. Steps look first, then repeat. */
export function connect(options: ConnectOptions): Connection {
  const { credentials } = options;
  return "token" in credentials ? connectWithToken(credentials, options) : connectAsApp(credentials, options);
}

/** One client. `scope` names whose limits it has, `auth` is what Octokit signs in with. */
function createClient(
  { baseUrl, timeoutMs, patience }: ConnectOptions,
  scope: string,
  auth: Pick<OctokitOptions, "auth" | "authStrategy">,
): Octokit {
  const octokit = new PacedOctokit({
    baseUrl,
    log: quiet,
    userAgent: "osorganicai",
    request: { fetch: createSendRequest(timeoutMs) },
    // GitHub asks for writes one at a time and a second apart; other hosts have no such limits by default.
    // https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
    throttle: {
      enabled: patience === undefined && new URL(baseUrl).hostname === "api.github.com",
      onRateLimit: () => false,
      onSecondaryRateLimit: () => false,
    },
    ...auth,
  });
  requireJson(octokit);
  // A write may be waited for twice: a token for it comes first.
  if (patience) paceRequests(octokit, { ...patience, scope, holdMs: 2 * timeoutMs });
  return octokit;
}

type OctokitOptions = NonNullable<ConstructorParameters<typeof PacedOctokit>[0]>;

function connectWithToken({ token }: TokenCredentials, options: ConnectOptions): Connection {
  const scope = `github:token:${createHash("sha256").update(token).digest("hex").slice(0, 16)}`;
  const octokit = createClient(options, scope, { auth: token });
  return {
    call: (repository, request) => translated(() => request(octokit, splitName(repository))),
    callAsApp: undefined,
    installedOn: undefined,
    token: async () => token,
    self: once(() => translated(async () => toActor((await octokit.users.getAuthenticated()).data))),
  };
}

function connectAsApp({ appId, privateKey }: AppCredentials, options: ConnectOptions): Connection {
  const signIn = { authStrategy: createAppAuth, auth: { appId, privateKey } };
  const app = createClient(options, `github:app:${appId}`, signIn);
  const installations = new Map<string, Promise<number>>();
  const clients = new Map<number, Octokit>();

  async function installationOf(repository: string): Promise<number> {
    const known =
      installations.get(repository) ??
      app.apps.getRepoInstallation(splitName(repository)).then(({ data }) => data.id);
    installations.set(repository, known);
    // A failure is not remembered: the App may be installed a minute later.
    known.catch(() => installations.delete(repository));
    return known;
  }

  function clientOf(installationId: number): Octokit {
    const client = clients.get(installationId) ?? createInstallationClient(installationId);
    clients.set(installationId, client);
    return client;
  }

  function createInstallationClient(installationId: number): Octokit {
    const auth = { authStrategy: createAppAuth, auth: { ...signIn.auth, installationId } };
    const client = createClient(options, `github:${installationId}`, auth);
    renewTokenOnce(client);
    return client;
  }

  return {
    call: (repository, request) =>
      translated(async () => request(clientOf(await installationOf(repository)), splitName(repository))),
    callAsApp: (request) => translated(() => request(app)),
    installedOn: () => translated(() => listInstalledOn(app, clientOf)),
    token: (repository) =>
      translated(async () => {
        const authentication = await clientOf(await installationOf(repository)).auth({
          type: "installation",
        });
        return (authentication as { readonly token: string }).token;
      }),
    self: once(() => translated(() => readBot(app, clientOf))),
  };
}

async function listInstalledOn(
  app: Octokit,
  clientOf: (installationId: number) => Octokit,
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { id } of await app.paginate(app.apps.listInstallations, { per_page: 100 })) {
    const octokit = clientOf(id);
    const repositories = await octokit.paginate(octokit.apps.listReposAccessibleToInstallation, {
      per_page: 100,
    });
    names.push(...repositories.map((repository) => repository.full_name));
  }
  return names;
}

/** An App comments as the account `<slug>[bot]`, which only an installation may look up. */
async function readBot(app: Octokit, clientOf: (installationId: number) => Octokit): Promise<Actor> {
  const { data } = await app.apps.getAuthenticated();
  const { data: installations } = await app.apps.listInstallations({ per_page: 1 });
  const [installation] = installations;
  if (!installation)
    throw new OSOrganicError(
      "github_forbidden",
      `The App ${data?.slug} is not installed anywhere. Install it on the repository.`,
    );
  const { data: bot } = await clientOf(installation.id).users.getByUsername({
    username: `${data?.slug}[bot]`,
  });
  return toActor(bot);
}

function toActor({ id, login, type }: Actor): Actor {
  return { id, login, type };
}

function splitName(repository: string): { readonly owner: string; readonly repo: string } {
  const [owner = "", repo = ""] = repository.split("/");
  return { owner, repo };
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toGitHubError(error);
  }
}

/** Remembers a success, forgets a failure. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work().catch((error: unknown) => {
      result = undefined;
      throw error;
    });
    return result;
  };
}
