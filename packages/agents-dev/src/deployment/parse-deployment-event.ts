import type { components } from "@octokit/openapi-webhooks-types";
import { type Delivery, eventKey, isProduction, OSOrganicError } from "@osorganicai/core";
import { z } from "zod";

/** What happened to a pull request after CI. */
export type DeploymentEvent =
  | { readonly kind: "closed"; readonly pullRequestNumber: number; readonly merged: boolean }
  | {
      readonly kind: "deployed";
      readonly environment: "preview" | "production";
      /** 40 hex digits. */
      readonly commit: string;
      readonly state: "pending" | "success" | "failure";
      readonly url: string | undefined;
      /** What the deployer said; empty when nothing. */
      readonly description: string;
    };

type Schemas = components["schemas"];
type Deployed = Schemas["webhook-deployment-status-created"];

/** What is looked at of a documented object: a name that GitHub does not have is a type error. */
type Fields<Documented> = { readonly [Name in keyof Documented]?: z.ZodType };

const closed = z.object({
  pull_request: z.object({
    number: z.number(),
    merged: z.boolean().nullish(),
  } satisfies Fields<Schemas["webhook-pull-request-closed"]["pull_request"]>),
} satisfies Fields<Schemas["webhook-pull-request-closed"]>);

const deployed = z.object({
  deployment: z.object({
    sha: z.string(),
    environment: z.string(),
    production_environment: z.boolean().optional(),
  } satisfies Fields<Deployed["deployment"]>),
  deployment_status: z.object({
    state: z.string(),
    environment_url: z.string().nullish(),
    target_url: z.string().nullish(),
    description: z.string().nullish(),
  } satisfies Fields<Deployed["deployment_status"]>),
} satisfies Fields<Deployed>);

/** The one place that knows where GitHub keeps these fields. @throws OSOrganicError `malformed_delivery` */
export function parseDeploymentEvent(delivery: Delivery): DeploymentEvent {
  try {
    if (eventKey(delivery) === "pull_request.closed") return toClosed(closed.parse(delivery.payload));
    return toDeployed(deployed.parse(delivery.payload));
  } catch (cause) {
    throw new OSOrganicError(
      "malformed_delivery",
      `The payload of ${eventKey(delivery)} has another shape than GitHub documents.`,
      { cause },
    );
  }
}

function toClosed({ pull_request: { number, merged } }: z.output<typeof closed>): DeploymentEvent {
  return { kind: "closed", pullRequestNumber: number, merged: merged === true };
}

function toDeployed({ deployment, deployment_status: status }: z.output<typeof deployed>): DeploymentEvent {
  return {
    kind: "deployed",
    environment: isProduction(deployment) ? "production" : "preview",
    commit: deployment.sha,
    state: stateOf(status.state),
    url: status.environment_url || status.target_url || undefined,
    description: status.description ?? "",
  };
}

/** GitHub's states: https://docs.github.com/rest/deployments/statuses#create-a-deployment-status */
function stateOf(state: string): "pending" | "success" | "failure" {
  if (state === "success") return "success";
  return state === "failure" || state === "error" ? "failure" : "pending";
}
