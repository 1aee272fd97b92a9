import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const { resolve } = createRequire(import.meta.url);

/** As a user does it: `osorganicai migrate`. */
export async function migrateDatabase(url: string): Promise<void> {
  const program = join(dirname(resolve("osorganicai/package.json")), "dist", "bin.js");
  const { PATH = "", HOME = "" } = process.env;
  const env = { PATH, HOME, DATABASE_URL: url };
  await promisify(execFile)(process.execPath, [program, "migrate"], { env });
}
