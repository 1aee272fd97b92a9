import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Load, LoadResult } from "./send-load.ts";

/** Sends from a process of its own, as a sender would. */
export async function runLoad(load: Load): Promise<LoadResult> {
  const main = join(import.meta.dirname, "load-main.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [main, JSON.stringify(load)]);
  return JSON.parse(stdout) as LoadResult;
}
