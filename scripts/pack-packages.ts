import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

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
 */
export function packPackages(root: string, destination: string): readonly Tarball[] {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const arguments_ = ["-y", packageManager, "-r", "--filter", "./packages/*", "pack"];
  execFileSync("npx", [...arguments_, "--pack-destination", destination], {
    cwd: root,
    stdio: "pipe",
    env: withoutTraces(process.env),
  });
  return readdirSync(join(root, "packages")).map((folder) => {
    const { name, version } = JSON.parse(
      readFileSync(join(root, "packages", folder, "package.json"), "utf8"),
    );
    const file = `${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
    return { name, folder: `packages/${folder}`, file: join(destination, file) };
  });
}

/** For `npx`: what it compiles is not left behind among temporary files. */
export function withoutTraces(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...environment, NODE_DISABLE_COMPILE_CACHE: "1" };
}
