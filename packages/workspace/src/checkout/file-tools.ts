import { constants } from "node:fs";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { checkPath, isOSOrganicError } from "@osorganicai/core";
import { refused, resolveForWriting, resolveInside } from "./resolve-inside.ts";

/** A pipe that a command left behind must not hold us, and a link that appears at the last moment must not lead us. */
const safely = constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** More than anybody reads. */
const MAX_TEXT_BYTES = 5 * 1024 * 1024;

/** A text file's content. @throws OSOrganicError `path_refused` when there is none, or it is not UTF-8 */
export async function readTextFile(root: string, path: string): Promise<string> {
  const bytes = await readBytes(root, path, MAX_TEXT_BYTES);
  const content = bytes.toString("utf8");
  if (bytes.includes(0) || !Buffer.from(content, "utf8").equals(bytes))
    throw refused(path, "is not a text file in UTF-8");
  return content;
}

/** A plain file's bytes. @throws OSOrganicError `path_refused` when there is none, or it is larger than `maxBytes` */
export async function readBytes(root: string, path: string, maxBytes: number): Promise<Buffer> {
  const { file, exists } = await resolveInside(root, path);
  if (exists === "folder") throw refused(path, "is a folder. List the files in it with a glob");
  if (exists === undefined) throw refused(path, "does not exist. List the files to find the right path");
  return withFile({ path, file, flags: constants.O_RDONLY }, async (handle) => {
    if ((await handle.stat()).size > maxBytes)
      throw refused(path, `is larger than ${maxBytes} bytes. Search it, or cut a part out by a command`);
    return handle.readFile();
  });
}

/** Creates or replaces a text file; the mode of an existing one stays. @throws OSOrganicError `path_refused` */
export async function writeTextFile(root: string, path: string, content: string): Promise<void> {
  assertWritable(path);
  if (!content.isWellFormed())
    throw refused(path, "cannot be written: the content is not well-formed Unicode");
  const { file } = await resolveForWriting(root, path);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC;
  await withFile({ path, file, flags }, (handle) => handle.writeFile(content));
}

/** Text that occurs exactly once, and what stands there afterwards. */
export interface TextEdit {
  readonly find: string;
  readonly replace: string;
}

/** Replaces text that occurs exactly once. @throws OSOrganicError `path_refused` that says how often it does */
export async function editTextFile(root: string, path: string, edit: TextEdit): Promise<void> {
  assertWritable(path);
  const content = await readTextFile(root, path);
  const [wanted, given] = fitLineEnds(content, edit);
  if (wanted === "") throw refused(path, "cannot be edited: the text to find is empty");
  const at = content.indexOf(wanted);
  if (at === -1)
    throw refused(
      path,
      "does not contain the text to find. Read the file and copy the text exactly as it stands",
    );
  if (at !== content.lastIndexOf(wanted)) {
    const times = content.split(wanted).length - 1;
    throw refused(path, `contains the text to find ${times} times. Add lines around it until it occurs once`);
  }
  await writeTextFile(root, path, content.slice(0, at) + given + content.slice(at + wanted.length));
}

/** Deletes a file. @throws OSOrganicError `path_refused` */
export async function removeFile(root: string, path: string): Promise<void> {
  assertWritable(path);
  const { file, exists } = await resolveInside(root, path);
  if (exists !== "file")
    throw refused(path, exists === undefined ? "does not exist" : "is a folder. Remove its files");
  await unlink(file);
}

/** What may not be proposed is refused here already, so that whoever tries learns it at once. */
function assertWritable(path: string): void {
  const reason = checkPath(path);
  if (reason !== undefined) throw refused(path, `may not be written: it ${reason}`);
}

/** Models write line feeds; a file with Windows line ends is searched, and stays, as it is. */
function fitLineEnds(content: string, { find, replace }: TextEdit): readonly [string, string] {
  if (content.includes(find) || !content.includes("\r\n")) return [find, replace];
  const windows = (text: string): string => text.replaceAll(/\r?\n/g, "\r\n");
  return [windows(find), windows(replace)];
}

interface Opening {
  /** As it was asked for. */
  readonly path: string;
  /** Where that is on the host. */
  readonly file: string;
  readonly flags: number;
}

async function withFile<T>(
  { path, file, flags }: Opening,
  use: (handle: FileHandle) => Promise<T>,
): Promise<T> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, flags | safely, 0o666);
    if (!(await handle.stat()).isFile()) throw refused(path, "is no plain file");
    return await use(handle);
  } catch (error) {
    if (isOSOrganicError(error)) throw error;
    throw refused(path, `cannot be opened (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
  } finally {
    await handle?.close();
  }
}
