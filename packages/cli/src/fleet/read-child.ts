import { isOSOrganicError, messageOf } from "@osorganicai/core";
import { type ChildLock, compareVersions, parseLock } from "create-osorganicai";
import semver from "semver";
import { classifyFiles } from "../doctor/child/classify-files.ts";
import { toolPaths } from "../upgrade/tool-paths.ts";
import type { ChildSource } from "./child-source.ts";
import type { ChildRow, ChildState } from "./fleet-report.ts";

/**
 * One row. Whatever is wrong with the child itself stands in the row; only what keeps everything from being read is
 * thrown.
 * @param current the version that it is compared with
 * @throws OSOrganicError `github_rate_limited`, `github_forbidden`, `github_unavailable`
 */
export async function readChild(source: ChildSource, current: string): Promise<ChildRow> {
  try {
    return await readWhole(source, current);
  } catch (error) {
    if (isOSOrganicError(error) && error.code.startsWith("github_") && error.code !== "github_not_found")
      throw error;
    return brokenRow(source, messageOf(error));
  }
}

/** A row that only says what is wrong. */
export function brokenRow({ place, url }: Pick<ChildSource, "place" | "url">, problem: string): ChildRow {
  return { place, ...(url !== undefined && { url }), state: "broken", problem, ...nothing, ci: "unknown" };
}

const nothing = { edited: [], missing: [], ejected: [], parked: [], failed: [], todo: [] } as const;

async function readWhole(source: ChildSource, current: string): Promise<ChildRow> {
  const lock = parseLock((await source.read(toolPaths.lock)) ?? "");
  const [files, declared, parked, todo, changedAt, ci] = await Promise.all([
    classifyFiles(lock, (path) => source.hash(path, lock)),
    readDeclared(source, lock),
    source.list(".osorganicai/incoming"),
    source.list(".osorganicai/todo"),
    source.changedAt(toolPaths.lock),
    source.ci(),
  ]);
  const pathsOf = (decision: string) =>
    files.filter((file) => file.decision === decision).map(({ path }) => path);
  const facts = {
    edited: pathsOf("keep"),
    missing: pathsOf("eject"),
    ejected: pathsOf("leave"),
    parked,
    failed: lock.failed ?? [],
    todo,
    ci,
  };
  return {
    place: source.place,
    ...(source.url !== undefined && { url: source.url }),
    state: stateOf({ ...facts, declared, version: lock.version }, current),
    name: lock.answers.name,
    domain: lock.answers.domain,
    version: lock.version,
    ...(declared !== undefined && { declared }),
    ...(changedAt && { upgradedAt: changedAt.toISOString() }),
    ...facts,
  };
}

/** The range of core, unless the lock's version is what it asks for. @throws Error for a package.json that is none */
async function readDeclared(source: ChildSource, { version }: ChildLock): Promise<string | undefined> {
  const text = await source.read("package.json");
  if (text === undefined) throw new Error("package.json is missing.");
  let manifest: { readonly dependencies?: Readonly<Record<string, unknown>> } | null;
  try {
    manifest = JSON.parse(text);
  } catch (cause) {
    throw new Error(`package.json is not JSON: ${messageOf(cause)}`, { cause });
  }
  const range = manifest?.dependencies?.["@osorganicai/core"];
  if (typeof range !== "string" || semver.satisfies(version, range, { includePrerelease: true }))
    return undefined;
  return range;
}

type Facts = Pick<ChildRow, "parked" | "failed" | "todo" | "ci"> & {
  readonly version: string;
  readonly declared: string | undefined;
};

/** Worst first. */
function stateOf(row: Facts, current: string): ChildState {
  const { parked, failed, todo, ci, declared, version } = row;
  if (parked.length > 0) return "parked";
  if (failed.length > 0) return "failed";
  if (ci === "failure") return "red";
  if (todo.length > 0) return "todo";
  return declared !== undefined || compareVersions(version, current) < 0 ? "behind" : "current";
}
