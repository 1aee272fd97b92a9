import type { Deployment, DeploymentState } from "../deployments/deployment.ts";
import { recordDeployment, recordDeploymentStatus } from "../deployments/record-deployment.ts";
import { deploymentJson, deploymentStatusJson } from "../formats/deployment-json.ts";
import { asText } from "../json.ts";
import type { TwinRepository } from "../twin.ts";
import type { ApiCall, ApiHandler } from "./api-call.ts";
import { notFound } from "./api-failure.ts";
import { requireCommit } from "./commits.ts";
import { listAnswer } from "./paginate.ts";
import { requirePermission, requireRepository } from "./require.ts";

/** `repos/create-deployment`. Required contexts and auto-merge are not looked at. */
export const createDeployment: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const creator = requirePermission(call, "write");
  const ref = asText(call.body["ref"]) ?? "";
  const { sha } = await requireCommit(repository, ref);
  const { task, environment, description, payload, production_environment, transient_environment } =
    call.body;
  const name = asText(environment) ?? "production";
  const deployment = await recordDeployment(twin, repository, {
    sha,
    ref,
    task: asText(task) ?? "deploy",
    environment: name,
    description: asText(description) ?? null,
    payload: payload ?? {},
    production:
      production_environment === undefined ? name === "production" : production_environment === true,
    transient: transient_environment === true,
    creator,
  });
  return { status: 201, body: deploymentJson(twin, repository, deployment) };
};

/** `repos/list-deployments`: newest first. */
export const listDeployments: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const filters = (["sha", "ref", "task", "environment"] as const).filter((name) => call.query.has(name));
  const wanted = repository.deployments.filter((deployment) =>
    filters.every((name) => deployment[name] === call.query.get(name)),
  );
  return listAnswer(
    twin,
    call,
    wanted.reverse().map((deployment) => deploymentJson(twin, repository, deployment)),
  );
};

/** `repos/get-deployment`. */
export const getDeployment: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  return { status: 200, body: deploymentJson(twin, repository, requireDeployment(repository, call)) };
};

/** `repos/create-deployment-status`. */
export const createDeploymentStatus: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const creator = requirePermission(call, "write");
  const deployment = requireDeployment(repository, call);
  const { state, description, environment_url, log_url, target_url } = call.body;
  const status = await recordDeploymentStatus(twin, repository, {
    deployment,
    state: state as DeploymentState,
    description: asText(description) ?? "",
    environmentUrl: asText(environment_url) ?? "",
    logUrl: asText(log_url) ?? asText(target_url) ?? "",
    creator,
  });
  return { status: 201, body: deploymentStatusJson(twin, repository, { deployment, status }) };
};

/** `repos/list-deployment-statuses`: newest first. */
export const listDeploymentStatuses: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const deployment = requireDeployment(repository, call);
  const statuses = [...deployment.statuses].reverse();
  return listAnswer(
    twin,
    call,
    statuses.map((status) => deploymentStatusJson(twin, repository, { deployment, status })),
  );
};

function requireDeployment({ deployments }: TwinRepository, { parameters }: ApiCall): Deployment {
  const deployment = deployments.find(({ id }) => id === Number(parameters["deployment_id"]));
  if (!deployment) throw notFound();
  return deployment;
}
