import { systemClock } from "@osorganicai/core";
import { deploymentJson, deploymentStatusJson } from "../formats/deployment-json.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import { publishEvent } from "../webhooks/publish-event.ts";
import type { Deployment, DeploymentStatus } from "./deployment.ts";

/** Keeps a new deployment and tells of it. */
export async function recordDeployment(
  twin: Twin,
  repository: TwinRepository,
  facts: Omit<Deployment, "id" | "createdAt" | "statuses">,
): Promise<Deployment> {
  const deployment = {
    id: twin.nextId(),
    ...facts,
    createdAt: systemClock.now().toISOString(),
    statuses: [],
  };
  repository.deployments.push(deployment);
  const payload = { deployment: deploymentJson(twin, repository, deployment) };
  await publishEvent(twin, repository, {
    sender: facts.creator,
    event: "deployment",
    action: "created",
    payload,
  });
  return deployment;
}

/** Keeps how far a deployment is and tells of it, except that it is inactive: of that GitHub says nothing. */
export async function recordDeploymentStatus(
  twin: Twin,
  repository: TwinRepository,
  { deployment, ...facts }: Omit<DeploymentStatus, "id" | "createdAt"> & { readonly deployment: Deployment },
): Promise<DeploymentStatus> {
  const status = { id: twin.nextId(), ...facts, createdAt: systemClock.now().toISOString() };
  deployment.statuses.push(status);
  const { fullName } = repository;
  const { sha, environment } = deployment;
  const { state, environmentUrl } = status;
  const url = environmentUrl === "" ? null : environmentUrl;
  twin.journal.record({ kind: "deployment", repository: fullName, sha, environment, state, url });
  if (state === "inactive") return status;
  const payload = {
    deployment_status: deploymentStatusJson(twin, repository, { deployment, status }),
    deployment: deploymentJson(twin, repository, deployment),
  };
  await publishEvent(twin, repository, {
    sender: status.creator,
    event: "deployment_status",
    action: "created",
    payload,
  });
  return status;
}
