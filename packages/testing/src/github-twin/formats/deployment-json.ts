import type { Deployment, DeploymentStatus } from "../deployments/deployment.ts";
import type { JsonObject } from "../json.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import { nodeId } from "./node-id.ts";

/** GitHub's `deployment`. */
export function deploymentJson(
  { url }: Twin,
  { fullName }: TwinRepository,
  deployment: Deployment,
): JsonObject {
  const { id, sha, ref, task, environment, description, payload, creator, createdAt, statuses } = deployment;
  const api = `${url}/repos/${fullName}`;
  return {
    url: `${api}/deployments/${id}`,
    id,
    node_id: nodeId("Deployment", id),
    sha,
    ref,
    task,
    payload,
    original_environment: environment,
    environment,
    description,
    creator: creator.json,
    created_at: createdAt,
    updated_at: statuses.at(-1)?.createdAt ?? createdAt,
    statuses_url: `${api}/deployments/${id}/statuses`,
    repository_url: api,
    transient_environment: deployment.transient,
    production_environment: deployment.production,
  };
}

/** GitHub's `deployment-status`. */
export function deploymentStatusJson(
  { url }: Twin,
  { fullName }: TwinRepository,
  { deployment, status }: { readonly deployment: Deployment; readonly status: DeploymentStatus },
): JsonObject {
  const { id, state, description, environmentUrl, logUrl, creator, createdAt } = status;
  const api = `${url}/repos/${fullName}`;
  return {
    url: `${api}/deployments/${deployment.id}/statuses/${id}`,
    id,
    node_id: nodeId("DeploymentStatus", id),
    state,
    creator: creator.json,
    description,
    environment: deployment.environment,
    target_url: logUrl,
    created_at: createdAt,
    updated_at: createdAt,
    deployment_url: `${api}/deployments/${deployment.id}`,
    repository_url: api,
    environment_url: environmentUrl,
    log_url: logUrl,
  };
}
