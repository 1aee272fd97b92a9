import { existsSync } from "node:fs";
import { basename, delimiter, join } from "node:path";

/** A program that installs packages. */
export interface PackageManager {
  /** As a person types it. */
  readonly name: "pnpm" | "npm" | "yarn" | "bun";
  readonly command: string;
  /** Before its own arguments. */
  readonly arguments: readonly string[];
}

const names = ["pnpm", "npm", "yarn", "bun"] as const;

/** The package manager that started us, which says so in the environment; else pnpm when it is there, else npm. */
export function choosePackageManager(environment: NodeJS.ProcessEnv): PackageManager {
  const [agent] = (environment["npm_config_user_agent"] ?? "").split("/");
  const name = names.find((one) => one === agent);
  if (name !== undefined) return findProgram(name, environment["npm_execpath"]);
  return findProgram(isOnPath("pnpm", environment["PATH"] ?? "") ? "pnpm" : "npm", undefined);
}

/** Looked for, not run: starting pnpm takes longer than writing a child. */
function isOnPath(program: string, path: string): boolean {
  return path.split(delimiter).some((folder) => folder !== "" && existsSync(join(folder, program)));
}

/** A package manager by its name. What was started by its path (`npx pnpm …`) need not be on the PATH. @param path of the one that started us */
export function findProgram(name: PackageManager["name"], path: string | undefined): PackageManager {
  if (path === undefined || !basename(path).startsWith(name)) return { name, command: name, arguments: [] };
  return /\.[cm]?js$/.test(path)
    ? { name, command: process.execPath, arguments: [path] }
    : { name, command: path, arguments: [] };
}
