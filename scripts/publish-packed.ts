// Publishes the very files that were packed and tried. Arguments: the folder that `changeset pack` wrote, and a dist-tag.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What is published, and under which name of a ring. */
export interface PackedRelease {
  /** Folder of `publish-plan.json` and the tarballs. */
  readonly folder: string;
  /** A dist-tag: `latest`, `canary`. */
  readonly tag: string;
  /** Of npm: its registry, its credentials, `NPM_CONFIG_PROVENANCE`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** One package of a release. */
export interface PackedPackage {
  readonly name: string;
  readonly version: string;
  /** Absolute path. */
  readonly file: string;
}

/**
 * Publishes a release in the order of what depends on what. Versions that the registry has are left alone, so that a release
 * of which only a part arrived can be finished.
 * @throws Error when npm refuses one
 */
export async function publishPacked({ folder, tag, environment }: PackedRelease): Promise<void> {
  for (const layer of readPlan(folder))
    await Promise.all(layer.map((packed) => publish(packed, { tag, env: environment, cwd: folder })));
}

/** The packages that a folder holds, those that others depend on first. */
export function readPlan(folder: string): readonly (readonly PackedPackage[])[] {
  const { plan } = JSON.parse(readFileSync(join(folder, "publish-plan.json"), "utf8")) as Plan;
  return plan.map((layer) =>
    layer.map(({ name, version, tarball }) => ({ name, version, file: join(folder, tarball.path) })),
  );
}

interface Plan {
  readonly plan: readonly (readonly {
    readonly name: string;
    readonly version: string;
    readonly tarball: { readonly path: string };
  }[])[];
}

interface NpmOptions {
  readonly tag: string;
  readonly env: PackedRelease["environment"];
  readonly cwd: string;
}

async function publish(
  { name, version, file }: PackedPackage,
  { tag, ...options }: NpmOptions,
): Promise<void> {
  if (await isPublished(`${name}@${version}`, options)) return;
  await run("npm", ["publish", file, "--access", "public", "--tag", tag], options);
}

async function isPublished(spec: string, options: Omit<NpmOptions, "tag">): Promise<boolean> {
  try {
    return (await run("npm", ["view", spec, "version"], options)).stdout.trim() !== "";
  } catch {
    return false; // 404. Whatever else it was, publishing will say.
  }
}

if (import.meta.main) {
  const [folder, tag] = process.argv.slice(2);
  if (folder === undefined || tag === undefined) {
    console.error("Usage: publish-packed <folder> <dist-tag>");
    process.exit(2);
  }
  await publishPacked({ folder, tag, environment: process.env });
}
