import { join } from "node:path";
import type { ChildDomain, Fleet } from "../fleet.ts";
import { runProgram } from "../run-program.ts";

/** What a new user decides. */
export interface SpawnOptions {
  /** Folder in which the child's own is made. */
  readonly folder: string;
  readonly name: string;
  readonly domain: ChildDomain;
  /** Of the package that spawns. */
  readonly version: string;
  readonly environment: Fleet["environment"];
}

/** Does what the README says: a child with its packages from the registry, committed. @returns its folder */
export async function spawnChild(options: SpawnOptions): Promise<string> {
  const { folder: cwd, name, domain, version, environment } = options;
  const child = join(cwd, name);
  await runProgram(
    ["pnpm", "create", `osorganicai@${version}`, name, "--domain", domain, "--owner", "acme", "--yes"],
    { cwd, environment },
  );
  // The lockfile of the installation, as whoever pushes the child would commit it.
  await runProgram(["git", "add", "--all"], { cwd: child, environment });
  await runProgram(["git", "commit", "--quiet", "--allow-empty", "--message", "Lockfile"], {
    cwd: child,
    environment,
  });
  return child;
}
