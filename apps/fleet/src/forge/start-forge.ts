import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import type { ForgeState } from "./forge-state.ts";
import { createRepositories } from "./repositories.ts";
import { routes } from "./routes.ts";

/** As much of a Gitea as Renovate needs, on the loopback, with real git repositories behind it. */
export interface Forge extends ForgeState {
  /** Address of its API. */
  readonly url: string;
  /** Merges the open pull request of a branch, as a person would. */
  merge(repository: string, branch: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts an empty forge, whose bare repositories lie in a folder. */
export async function startForge(
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<Forge> {
  let last = 0;
  const state: ForgeState = {
    repositories: createRepositories(folder, environment),
    pullRequests: [],
    comments: [],
    statuses: [],
    unknown: [],
    next: () => (last += 1),
  };
  const server = createServer(async (request, response) => {
    const { status, body } = await answer(state, request);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...state,
    url: `http://127.0.0.1:${port}/`,
    merge: (repository, branch) => merge(state, repository, branch),
    stop: () => stopServer(server),
  };
}

async function merge({ repositories, pullRequests }: ForgeState, repository: string, branch: string) {
  const index = pullRequests.findIndex((pull) => pull.repository === repository && pull.head === branch);
  const pull = pullRequests[index];
  if (pull === undefined) throw new Error(`${repository} has no pull request of ${branch}.`);
  await repositories.merge(repository, branch);
  pullRequests[index] = { ...pull, state: "closed", merged: true, updatedAt: new Date().toISOString() };
}

/** The first route that fits answers. */
async function answer(state: ForgeState, request: IncomingMessage): Promise<Answer> {
  const { pathname, searchParams: query } = new URL(request.url ?? "", "http://forge");
  const path = decodeURIComponent(pathname).replace(/^\/api\/v1/, "");
  const body = request.method === "GET" ? {} : ((await json(request)) as Record<string, unknown>);
  for (const [method, pattern, handle] of routes) {
    const match = method === request.method ? pattern.exec(path) : null;
    if (match) return found(await handle(state, { match: match.slice(1), query, body }));
  }
  state.unknown.push(`${request.method} ${path}`);
  return { status: 404, body: { message: "Nothing answers here." } };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

function found(body: unknown): Answer {
  return body === undefined ? { status: 404, body: { message: "Not found." } } : { status: 200, body };
}

async function stopServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
