import type { Logger, Sandbox } from "@osorganicai/core";
import type { Environment } from "./environment.ts";

/** Where an instance lives. */
export interface InstanceOptions {
  /** @default `readEnvironment(process.env)` */
  readonly environment?: Environment;
  /** Folder of the child: its model packages are used. @default the working directory */
  readonly directory?: string;
  /** Folder of the embedded database and of workspaces; one process at a time. @default "<directory>/.osorganicai" */
  readonly stateDirectory?: string;
  /** @default silent */
  readonly log?: Logger;
  /** Runs the product's own code. @default the best one of this machine */
  readonly sandbox?: Sandbox;
}
