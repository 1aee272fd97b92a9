import type { GitHubReads } from "@osorganicai/code-context";
import type {
  ChangeSource,
  DeliverySource,
  ExclusiveDatabase,
  GitHub,
  Logger,
  RepositoryCommit,
  Sandbox,
} from "@osorganicai/core";
import type { SupabaseStoreOptions } from "@osorganicai/store";
import type { WebhookHandlerOptions } from "@osorganicai/webhook-handler";
import type { EngineOptions } from "@osorganicai/worker";
import type { MonorepoPackage, RepositoryAccess } from "@osorganicai/workspace";
import type { Environment } from "./environment.ts";

/** GitHub, or what takes its place, and what the composition needs beside the port. */
export interface InstanceGitHub extends GitHub {
  /** Where checkouts are fetched from. */
  cloneAccess(repository: string): Promise<RepositoryAccess>;
  /** Files of a commit, for a machine without git. @default no code is found there */
  readonly codeReads?: (at: RepositoryCommit) => GitHubReads;
  /** What was sent and may have been missed. */
  deliverySources(): Promise<readonly DeliverySource[]>;
  /** What happened, for times of which there is no log any more. */
  readonly changes: ChangeSource;
}

/** An embedded database that somebody else opened, with its migrations applied. */
export interface SharedDatabase {
  readonly client: SupabaseStoreOptions["client"];
  readonly database: ExclusiveDatabase;
}

/** Where an instance lives. */
export interface InstanceOptions {
  /** @default `readEnvironment(process.env)` */
  readonly environment?: Environment;
  /** Folder of the child: its model packages are used. @default the working directory */
  readonly directory?: string;
  /** Folder of the embedded database and of workspaces; one process at a time. @default "<directory>/.osorganicai" */
  readonly stateDirectory?: string;
  /**
   * Where the embedded database lies: in its folder, or in memory and gone with the process. Or one that is open already
   * and that others use as well; it stays open. @default "folder"
   */
  readonly database?: "folder" | "memory" | SharedDatabase;
  /** Who may send webhooks, how much, and where to. @default as `createWebhookHandler` */
  readonly intake?: Omit<WebhookHandlerOptions, "secrets" | "deliveries" | "log">;
  /** @default silent */
  readonly log?: Logger;
  /** Runs the product's own code. @default the best one of this machine */
  readonly sandbox?: Sandbox;
  /** The product's packages, where it is a monorepo whose siblings use each other's builds. @default none */
  readonly packages?: readonly MonorepoPackage[];
  /** @default GitHub itself, with the environment's credentials */
  readonly github?: InstanceGitHub;
  /** Whether GitHub's limits are kept, over all processes. @default for GitHub's own hosts and Enterprise Servers */
  readonly limitGitHub?: boolean;
  /** As `settlePausesMs` of `createGitHub`: how long a write whose answer was lost is looked for. */
  readonly settlePausesMs?: readonly number[];
  /** As `holdMs` of `createGitHub`: how long nobody else writes what a dead process was writing. */
  readonly holdMs?: number;
  /** Other times than the engine's own, for tests that do not want to wait. @default the engine's */
  readonly engine?: Pick<EngineOptions, "retry" | "timing" | "parkAfterMs">;
}
