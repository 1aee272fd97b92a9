import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runPnpm } from "./run-pnpm.ts";

/** One package as npm would serve it. */
export interface Tarball {
  /** `@osorganicai/core` */
  readonly name: string;
  /** Its folder in the repository, relative to the root. */
  readonly folder: string;
  /** Absolute path of the `.tgz`. */
  readonly file: string;
}

/**
 * Packs every package with pnpm, as publishing does; they must be built.
 * @param root the repository
 * @param destination folder for the tarballs
 * @param signal ends it
 */
export async function packPackages(
  root: string,
  destination: string,
  signal?: AbortSignal,
): Promise<readonly Tarball[]> {
  const flags = ["-r", "--filter", "./packages/*", "pack", "--pack-destination", destination];
  await runPnpm(root, flags, { cwd: root, ...(signal && { signal }) });
  return readdirSync(join(root, "packages")).map((folder) => {
    const { name, version } = JSON.parse(
      readFileSync(join(root, "packages", folder, "package.json"), "utf8"),
    );
    const file = `${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
    return { name, folder: `packages/${folder}`, file: join(destination, file) };
  });
}
