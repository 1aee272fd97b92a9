// Moves a ring to a version that another ring has tried. Arguments: the version, and the ring: canary, early or latest.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { readPackages } from "./read-packages.ts";

/** Which version a ring's children get next. */
export interface Promotion {
  readonly names: readonly string[];
  readonly version: string;
  /** A dist-tag. */
  readonly ring: string;
  /** Of npm, with its credentials. @default this process's */
  readonly environment?: NodeJS.ProcessEnv;
}

/** Moves the dist-tag of every package; again it changes nothing. @throws Error when npm refuses one */
export function promoteRelease({ names, version, ring, environment }: Promotion): void {
  for (const name of names)
    execFileSync("npm", ["dist-tag", "add", `${name}@${version}`, ring], { env: environment, stdio: "pipe" });
}

if (import.meta.main) {
  const [version, ring = ""] = process.argv.slice(2);
  if (version === undefined || !["canary", "early", "latest"].includes(ring)) {
    console.error("Usage: promote-release <version> canary|early|latest");
    process.exit(2);
  }
  const names = readPackages(join(import.meta.dirname, ".."), "packages").map(({ name }) => name);
  promoteRelease({ names, version, ring });
  console.log(`${ring} is ${version} now, for ${names.length} packages.`);
}
