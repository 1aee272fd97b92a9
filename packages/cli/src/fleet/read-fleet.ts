import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { messageOf } from "@osorganicai/core";
import { createGitHubReader } from "@osorganicai/github";
import type { EnvironmentVariables } from "@osorganicai/instance";
import { UsageError } from "../run/usage-error.ts";
import type { ChildRow, ChildState, FleetReport } from "./fleet-report.ts";
import { childStates } from "./fleet-report.ts";
import { findChildren } from "./folder/find-children.ts";
import { createFolderSource } from "./folder/folder-source.ts";
import { type FoundRows, readGitHubFleet } from "./github/read-github-fleet.ts";
import { mapInParallel } from "./map-in-parallel.ts";
import { readChild } from "./read-child.ts";

/** What `osorganicai fleet` was asked for. */
export interface FleetOptions {
  /** A folder, an account on GitHub, or that account's address. */
  readonly source: string;
  readonly environment: EnvironmentVariables;
  /** The version that children are compared with. */
  readonly current: string;
  readonly now: Date;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Reads a whole fleet. Writes nothing anywhere. @throws UsageError, OSOrganicError */
export async function readFleet(options: FleetOptions): Promise<FleetReport> {
  const { source, current, now } = options;
  const { children, incomplete } = (await isFolder(source))
    ? await readFolder(options)
    : await readAccount(options);
  const sorted = children.toSorted((one, other) => (one.place < other.place ? -1 : 1));
  return {
    source,
    readAt: now.toISOString(),
    current,
    counts: countStates(sorted),
    incomplete,
    children: sorted,
  };
}

async function isFolder(source: string): Promise<boolean> {
  try {
    return (await stat(source)).isDirectory();
  } catch {
    return false;
  }
}

async function readFolder({ source, current }: FleetOptions): Promise<FoundRows> {
  const root = resolve(source);
  const { folders, unreadable } = await findChildren(root).catch((error: unknown) => {
    throw new UsageError(`${root} cannot be read: ${messageOf(error)}`);
  });
  // Git is a process for each child: more at once than there are processors gains nothing.
  const children = await mapInParallel(folders, 8, (folder) =>
    readChild(createFolderSource(root, folder), current),
  );
  return { children, incomplete: unreadable };
}

async function readAccount({ source, environment, current, wait }: FleetOptions): Promise<FoundRows> {
  const owner = /^(?:(?:https?:\/\/[^/]+|github:)\/?)?@?([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))\/?$/.exec(
    source,
  )?.[1];
  if (owner === undefined)
    throw new UsageError(`${source} is neither a folder nor the name of an account on GitHub.`);
  const token = environment["GITHUB_TOKEN"]?.trim();
  if (!token)
    throw new UsageError(
      `${source} is no folder here, and to look for it on GitHub GITHUB_TOKEN must be set. Reading is all it needs to be allowed.`,
    );
  const baseUrl = environment["GITHUB_API_URL"]?.trim();
  const reader = createGitHubReader({ credentials: { token }, ...(baseUrl && { baseUrl }) });
  return readGitHubFleet(reader, { owner, current, wait });
}

function countStates(children: readonly ChildRow[]): FleetReport["counts"] {
  const count = (state: ChildState) => children.filter((child) => child.state === state).length;
  return Object.fromEntries(childStates.map((state) => [state, count(state)])) as Record<ChildState, number>;
}
