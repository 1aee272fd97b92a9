import { existsSync } from "node:fs";
import { join } from "node:path";

/** Adds what stands in the child's `.env` to the environment of this process; what is set already is stronger. */
export function loadEnvironmentFile(directory: string): void {
  const path = join(directory, ".env");
  if (existsSync(path)) process.loadEnvFile(path);
}
