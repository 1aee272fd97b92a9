import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setting } from "./serve.ts";

/** A package that is installed beside the workspace. */
export async function loadPeer<Module>(name: string): Promise<Module> {
  const { resolve } = createRequire(join(setting("TOOLS"), "package.json"));
  return (await import(pathToFileURL(resolve(name)).href)) as Module;
}
