import { readFileSync } from "node:fs";
import { join } from "node:path";
import { templatesFolder } from "../templates-folder.ts";

/** Packages of others, and pnpm, at the versions that this version of ours was tested with. */
export function readThirdPartyVersions(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(templatesFolder, "versions.json"), "utf8")) as Record<string, string>;
}
