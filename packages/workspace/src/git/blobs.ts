import { createHash } from "node:crypto";
import type { Git } from "./run-git.ts";

/** The id git gives to content. https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
export function blobId(content: Uint8Array): string {
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}

/**
 * Stores contents that we have read ourselves. Git is not given paths, because it would open whatever is there by then.
 */
export async function storeBlobs(git: Git, contents: readonly Uint8Array[]): Promise<void> {
  if (contents.length === 0) return;
  const stream = contents.flatMap((content) => [
    Buffer.from(`blob\ndata ${content.length}\n`),
    content,
    newline,
  ]);
  await git(["fast-import", "--quiet"], { input: Buffer.concat(stream) });
}

/**
 * Contents in the order asked for.
 * @param ids ids, or names like `<commit>:<path>` without line breaks; all of them exist
 */
export async function readBlobs(git: Git, ids: readonly string[]): Promise<readonly Uint8Array[]> {
  const output = await git(["cat-file", "--batch"], { input: ids.map((id) => `${id}\n`).join("") });
  let position = 0;
  return ids.map(() => {
    const headerEnd = output.indexOf(newline, position);
    const [, , size] = output.toString("latin1", position, headerEnd).split(" ");
    const start = headerEnd + 1;
    position = start + Number(size) + newline.length;
    return output.subarray(start, start + Number(size));
  });
}

const newline = Buffer.from("\n");
