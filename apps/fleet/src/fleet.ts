import type { InstalledTool } from "./tools/install-tool.ts";
import type { ToolName } from "./tools/tools.ts";

/** The three children that the set-up spawned from the first release, each a committed repository with its packages. */
export const childDomains = ["e-commerce", "fintech", "developer-tools"] as const;

/** One of {@link childDomains}. */
export type ChildDomain = (typeof childDomains)[number];

/** Everything that was set up once, for all stories. */
export interface Fleet {
  /** Temporary folder that goes away at the end. */
  readonly folder: string;
  /** Absolute paths of the children. */
  readonly children: Readonly<Record<ChildDomain, string>>;
  /** Environment of every program that a story runs. */
  readonly environment: Readonly<Record<string, string>>;
  readonly registry: { readonly url: string; readonly token: string };
  /** The copy of this repository in which the releases were made. */
  readonly mother: string;
  /** What the registry has: the children began with the first, then came the others. */
  readonly versions: { readonly first: string; readonly minor: string; readonly major: string };
  /** Names of all packages. */
  readonly names: readonly string[];
}

declare module "vitest" {
  interface ProvidedContext {
    /** Undefined when the registry could not be set up. */
    readonly fleet: Fleet | undefined;
    readonly tools: Readonly<Record<ToolName, InstalledTool>>;
  }
}
