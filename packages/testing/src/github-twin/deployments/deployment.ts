import type { SandboxServer } from "@osorganicai/core";
import type { Account } from "../accounts/create-accounts.ts";

/** What GitHub knows as states of a deployment. */
export type DeploymentState =
  | "error"
  | "failure"
  | "inactive"
  | "in_progress"
  | "queued"
  | "pending"
  | "success";

/** A commit that somebody brings to an environment. */
export interface Deployment {
  readonly id: number;
  readonly sha: string;
  /** As it was asked for: a branch, a tag or the commit. */
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly description: string | null;
  readonly payload: unknown;
  readonly production: boolean;
  readonly transient: boolean;
  readonly creator: Account;
  readonly createdAt: string;
  /** Oldest first. */
  readonly statuses: DeploymentStatus[];
}

/** How far a deployment is. */
export interface DeploymentStatus {
  readonly id: number;
  readonly state: DeploymentState;
  /** At most 140 characters. */
  readonly description: string;
  readonly environmentUrl: string;
  readonly logUrl: string;
  readonly creator: Account;
  readonly createdAt: string;
}

/** A deployment whose server runs. */
export interface RunningDeployment {
  readonly deployment: Deployment;
  readonly server: SandboxServer;
}
