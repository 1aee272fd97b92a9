import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "@osorganicai/core";

type Ranges = Readonly<Record<string, string>>;

/** What the doctor needs of a `package.json`. */
export interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly packageManager?: string;
  readonly engines?: Ranges;
  readonly scripts?: Ranges;
  readonly dependencies?: Ranges;
  readonly devDependencies?: Ranges;
  readonly peerDependencies?: Ranges;
  readonly optionalDependencies?: Ranges;
}

/** The `package.json` of a folder. @throws Error whose message names the file and what is wrong with it */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, "package.json");
  let manifest: unknown;
  try {
    manifest = JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw new Error(`${path} cannot be read: ${messageOf(cause)}`, { cause });
  }
  if (typeof manifest !== "object" || manifest === null || Array.isArray(manifest))
    throw new Error(`${path} is not an object.`);
  return manifest;
}
