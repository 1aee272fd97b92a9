import { inspectChild } from "../agents/inspect-child.ts";
import type { Inspection } from "../agents/inspection.ts";
import { findInstalled, type Installed } from "./find-installed.ts";
import { memoize } from "./memoize.ts";
import { type Manifest, readManifest } from "./read-manifest.ts";

/** What several checks need to know of a child. Each is read once, when somebody asks first. */
export interface ChildFacts {
  manifest(): Promise<Manifest>;
  installed(): Promise<Installed>;
  /** The configuration and the agents, loaded in a process of their own. */
  inspection(): Promise<Inspection>;
}

/** Nothing is read yet. */
export function createChildFacts(directory: string): ChildFacts {
  return {
    manifest: memoize(() => readManifest(directory)),
    installed: memoize(() => findInstalled(directory)),
    inspection: memoize(() => inspectChild(directory)),
  };
}
