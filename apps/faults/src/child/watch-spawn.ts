import childProcess, { type ChildProcess } from "node:child_process";
import { syncBuiltinESMExports } from "node:module";
import { basename } from "node:path";
import type { Visit } from "./visit.ts";

type Spawn = (program: string, args?: readonly string[], options?: object) => ChildProcess;

/** Programs that do more than read our own files: fetching a repository, and commands of the product in the sandbox. */
export function watchSpawn(visit: Visit): void {
  const spawn = childProcess.spawn as Spawn;
  const watched: Spawn = (program, args, options) => {
    const label = labelOf(program, args ?? []);
    if (label !== undefined) visit(label, "before");
    const child = spawn(program, args, options);
    if (label !== undefined) child.once("close", () => visit(label, "after"));
    return child;
  };
  Object.assign(childProcess, { spawn: watched });
  syncBuiltinESMExports();
}

function labelOf(program: string, args: readonly string[]): string | undefined {
  if (basename(program) === "git") return args.includes("fetch") ? "git fetch" : undefined;
  return "sandbox command";
}
