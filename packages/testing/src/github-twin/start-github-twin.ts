import { mkdir, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { createTwinControl } from "./control/create-twin-control.ts";
import { createTwin } from "./create-twin.ts";
import type { GitHubTwin, GitHubTwinOptions } from "./github-twin.ts";
import { handleRequest } from "./handle-request.ts";
import { readRequest, sendAnswer } from "./http.ts";
import type { Twin } from "./twin.ts";

/**
 * Starts a GitHub of one's own: an emulator that keeps issues, and in front of it real git, real merges, CI that runs,
 * deployments that answer, and webhooks that arrive.
 * @throws OSOrganicError `environment_invalid` when there is no git
 *
 * @example
 * const twin = await startGitHubTwin({ directory, sandbox, repositories: [{ owner: "acme", name: "shop", directory: "shop" }] });
 * const github = new Octokit({ baseUrl: twin.url, auth: twin.token("octocat") });
 */
export async function startGitHubTwin(options: GitHubTwinOptions): Promise<GitHubTwin> {
  const directory = await prepareDirectory(options.directory);
  const server = createServer();
  const url = await listen(server);
  const closing = new AbortController();
  const { twin, people } = await createTwin({ ...options, directory, url, closing: closing.signal });
  const control = createTwinControl(twin, people);
  server.on("request", (incoming, outgoing) => {
    // A client that dies while it asks gets no answer, and must not take the twin along.
    readRequest(incoming).then(
      async (request) => sendAnswer(outgoing, await handleRequest(twin, control, request)),
      () => outgoing.destroy(),
    );
  });
  const end = async () => {
    closing.abort();
    server.close();
    server.closeAllConnections();
    await closeTwin(twin);
  };
  let ended: Promise<void> | undefined;
  return { ...control, close: () => (ended ??= end()) };
}

async function closeTwin({ work, repositories, emulator }: Twin): Promise<void> {
  await work.idle();
  for (const { servers, git } of repositories.values()) {
    for (const { server } of servers.values()) await server.stop();
    git.close();
  }
  await emulator.close();
}

/** What an earlier twin left is removed, except for the journal. */
async function prepareDirectory(path: string): Promise<string> {
  const directory = resolve(path);
  for (const name of ["repositories", "jobs", "deployments"])
    await rm(join(directory, name), { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  return directory;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((ready, failed) => {
    server.once("error", failed);
    server.listen(0, "127.0.0.1", ready);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
