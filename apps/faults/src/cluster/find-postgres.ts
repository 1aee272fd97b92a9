import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where Debian keeps the programs of each version. */
const debian = "/usr/lib/postgresql";

/** The folder of `initdb` and `postgres`, newest version first; undefined where there is none. */
export function findPostgres(path: string = process.env["PATH"] ?? ""): string | undefined {
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, "bin")), ...path.split(delimiter)];
  return folders.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")));
}
