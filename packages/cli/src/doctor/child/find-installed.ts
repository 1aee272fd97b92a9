import { realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isOurs } from "./is-ours.ts";
import { type Manifest, readManifest } from "./read-manifest.ts";

/** One copy of a package, as node finds it. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** Real path: links of a strict `node_modules` are followed. */
  readonly folder: string;
}

/** What is installed for a child, and what is not. */
export interface Installed {
  /** Every copy of ours, of LangChain and of zod that the child or one of these packages finds; child's own first. */
  readonly packages: readonly InstalledPackage[];
  /** Ours that the child's manifest names and node does not find. */
  readonly missing: readonly string[];
}

/** Packages whose dependencies are followed. Of everybody else's copies nothing passes through our types. */
const followed = (name: string): boolean =>
  isOurs(name) || name === "langchain" || name.startsWith("@langchain/");
const watched = (name: string): boolean => followed(name) || name === "zod";

/** Looks at `node_modules` as node does, beginning at a child. Runs nothing. */
export async function findInstalled(directory: string): Promise<Installed> {
  const found = new Map<string, InstalledPackage>();
  const missing: string[] = [];
  const queue: { readonly folder: string; readonly manifest: Manifest }[] = [
    { folder: await realpath(directory), manifest: await readManifest(directory) },
  ];
  for (const [index, { folder, manifest }] of queue.entries())
    for (const name of namesOf(manifest, index === 0)) {
      const at = await resolveFrom(folder, name);
      if (at === undefined && index === 0 && isOurs(name)) missing.push(name);
      if (at === undefined || found.has(at)) continue;
      const theirs = await readManifest(at);
      found.set(at, { name, version: theirs.version ?? "unknown", folder: at });
      if (followed(name)) queue.push({ folder: at, manifest: theirs });
    }
  return { packages: [...found.values()], missing };
}

function namesOf(manifest: Manifest, isChild: boolean): readonly string[] {
  const { dependencies, peerDependencies, optionalDependencies, devDependencies } = manifest;
  const ranges = {
    ...dependencies,
    ...peerDependencies,
    ...optionalDependencies,
    ...(isChild && devDependencies),
  };
  return Object.keys(ranges).filter(watched);
}

async function resolveFrom(folder: string, name: string): Promise<string | undefined> {
  const manifest = join(folder, "node_modules", name, "package.json");
  try {
    return dirname(await realpath(manifest));
  } catch {
    return dirname(folder) === folder ? undefined : resolveFrom(dirname(folder), name);
  }
}
