import { cp, mkdir, mkdtemp, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Child } from "../child/open-child.ts";

/** A built function of a child. */
export interface BuiltFunction {
  readonly child: Child;
  /** `webhooks`, `drain`, … */
  readonly name: string;
  /** Where its folder is made. */
  readonly into: string;
}

/**
 * Puts a function together as Vercel does: its own files, and those of the child that it names. Beside the child, so that Node
 * finds nothing in the child's packages.
 * @returns the folder
 */
export async function assembleFunction({ child, name, into }: BuiltFunction): Promise<string> {
  const built = join(child.folder, ".vercel/output/functions/api", `${name}.func`);
  const folder = await mkdtemp(join(into, "function-"));
  await cp(built, folder, { recursive: true, verbatimSymlinks: true });
  const { filePathMap = {} } = JSON.parse(await readFile(join(built, ".vc-config.json"), "utf8")) as {
    readonly filePathMap?: Readonly<Record<string, string>>;
  };
  for (const [path, source] of Object.entries(filePathMap)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(child.folder, source), join(folder, path), { recursive: true, verbatimSymlinks: true });
  }
  return folder;
}
