import { access, constants } from "node:fs/promises";
import { join } from "node:path";

/** The first executable of that name in a path written like `PATH`, or undefined. */
export async function findTool(name: string, searchPath: string): Promise<string | undefined> {
  for (const folder of searchPath.split(":").filter((entry) => entry.startsWith("/"))) {
    const file = join(folder, name);
    if (await isExecutable(file)) return file;
  }
  return undefined;
}

function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
