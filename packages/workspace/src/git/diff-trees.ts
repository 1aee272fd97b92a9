import { writeFile } from "node:fs/promises";
import type { Git } from "./run-git.ts";

const always = ["--no-color", "--no-ext-diff", "--no-textconv", "--no-renames"];

/** For reading: binary files are only named. */
export async function diffForReading(git: Git, from: string, to: string): Promise<string> {
  return (await git(["diff-tree", "-p", "-r", ...always, from, to])).toString();
}

/** Two trees, and a path for a file of ours. */
interface PatchRequest {
  readonly from: string;
  readonly to: string;
  readonly attributes: string;
}

/**
 * For applying: nothing is lost. Readable where the files are UTF-8; otherwise git's binary form throughout, because
 * a patch is kept as text, and text cannot hold other bytes.
 */
export async function diffForApplying(git: Git, { from, to, attributes }: PatchRequest): Promise<string> {
  const args = ["diff-tree", "-p", "-r", "--binary", "--full-index", ...always, from, to];
  const readable = asText(await git(args));
  if (readable !== undefined) return readable;
  await writeFile(attributes, "* -diff\n");
  return (await git(["-c", `core.attributesFile=${attributes}`, ...args])).toString();
}

function asText(bytes: Buffer): string | undefined {
  if (bytes.includes(0)) return undefined;
  const text = bytes.toString("utf8");
  return Buffer.from(text, "utf8").equals(bytes) ? text : undefined;
}
