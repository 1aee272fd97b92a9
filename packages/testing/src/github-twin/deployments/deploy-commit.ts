import { join } from "node:path";
import { messageOf, type SandboxServer } from "@osorganicai/core";
import { checkoutCommit } from "../git/checkout-commit.ts";
import { asObject, asText } from "../json.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import type { Deployment, DeploymentState, RunningDeployment } from "./deployment.ts";
import { recordDeployment, recordDeploymentStatus } from "./record-deployment.ts";

/** A commit to be deployed. */
export interface DeploymentRequest {
  readonly sha: string;
  readonly environment: "Preview" | "Production";
  /** At one place only the newest commit runs: `production`, or `pull/<number>`. */
  readonly place: string;
}

/** GitHub's limit. */
const MAX_DESCRIPTION = 140;

/** What Vercel does: serves a commit that has a start script, and tells GitHub where. */
export async function deployCommit(
  twin: Twin,
  repository: TwinRepository,
  request: DeploymentRequest,
): Promise<void> {
  const { sha, environment, place } = request;
  if (!twin.deploys || twin.closing.aborted || !(await hasStartScript(repository, sha))) return;
  const deployment = await recordDeployment(twin, repository, {
    sha,
    ref: sha,
    task: "deploy",
    environment,
    description: null,
    payload: {},
    production: environment === "Production",
    transient: environment === "Preview",
    creator: twin.vercel.bot,
  });
  await report(twin, repository, { deployment, state: "in_progress", description: "Building" });
  try {
    const server = await serve(twin, repository, deployment);
    if (!(await takePlace(twin, repository, { place, deployment, server }))) return;
    await report(twin, repository, { deployment, state: "success", description: "Ready", url: server.url });
  } catch (error) {
    const description = messageOf(error).slice(0, MAX_DESCRIPTION);
    await report(twin, repository, { deployment, state: "failure", description });
  }
}

async function hasStartScript({ git }: TwinRepository, sha: string): Promise<boolean> {
  const manifest = await git.read(`${sha}:package.json`);
  try {
    return (
      asText(asObject(asObject(JSON.parse(manifest?.content.toString() ?? ""))["scripts"])["start"]) !==
      undefined
    );
  } catch {
    return false;
  }
}

async function serve(twin: Twin, { git }: TwinRepository, { id, sha }: Deployment): Promise<SandboxServer> {
  const directory = join(twin.directory, "deployments", String(id));
  await checkoutCommit(git, sha, directory);
  return twin.sandbox.serve({ directory, command: "npm start" });
}

/** Of two deployments at one place the older one stops, whichever was ready first. @returns whether this one stays */
async function takePlace(
  twin: Twin,
  repository: TwinRepository,
  { place, ...next }: RunningDeployment & { readonly place: string },
): Promise<boolean> {
  const previous = repository.servers.get(place);
  const stays = previous === undefined || previous.deployment.id < next.deployment.id;
  if (stays) repository.servers.set(place, next);
  const loser = stays ? previous : next;
  if (!loser) return true;
  await loser.server.stop();
  await report(twin, repository, {
    deployment: loser.deployment,
    state: "inactive",
    description: "Replaced",
  });
  return stays;
}

function report(
  twin: Twin,
  repository: TwinRepository,
  {
    url = "",
    ...facts
  }: {
    readonly deployment: Deployment;
    readonly state: DeploymentState;
    readonly description: string;
    readonly url?: string;
  },
): Promise<unknown> {
  const creator = twin.vercel.bot;
  return recordDeploymentStatus(twin, repository, { ...facts, environmentUrl: url, logUrl: url, creator });
}
