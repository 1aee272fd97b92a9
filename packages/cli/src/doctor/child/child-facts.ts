import type { EnvironmentVariables } from "@osorganicai/instance";
import { inspectChild } from "../agents/inspect-child.ts";
import type { Inspection } from "../agents/inspection.ts";
import { askAccess, type KnownAccess } from "../services/ask-access.ts";
import { findInstalled, type Installed } from "./find-installed.ts";
import { memoize } from "./memoize.ts";
import { type ReadLock, readLock } from "./read-lock.ts";
import { type Manifest, readManifest } from "./read-manifest.ts";

/** What several checks need to know of a child. Each is read once, when somebody asks first. */
export interface ChildFacts {
  manifest(): Promise<Manifest>;
  installed(): Promise<Installed>;
  /** undefined: nobody spawned this folder. @throws OSOrganicError `lock_invalid` */
  lock(): Promise<ReadLock | undefined>;
  /** undefined: there are no credentials. @throws OSOrganicError */
  access(): Promise<KnownAccess | undefined>;
  /** The configuration and the agents, loaded in a process of their own. */
  inspection(): Promise<Inspection>;
}

/** Nothing is read yet. */
export function createChildFacts(directory: string, environment: EnvironmentVariables): ChildFacts {
  return {
    manifest: memoize(() => readManifest(directory)),
    installed: memoize(() => findInstalled(directory)),
    lock: memoize(() => readLock(directory)),
    access: memoize(() => askAccess(directory, environment)),
    inspection: memoize(() => inspectChild(directory)),
  };
}
