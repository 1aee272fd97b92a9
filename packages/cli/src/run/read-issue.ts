import { open } from "node:fs/promises";
import { UsageError } from "./usage-error.ts";

/** An issue as a file holds it. */
export interface LocalIssue {
  readonly title: string;
  /** Everything after the title. May be empty. */
  readonly body: string;
}

/** Far above what GitHub takes as an issue's body (65,536 characters). */
const MAX_BYTES = 256 * 1024;

/** Reads an issue: the first heading after the front matter, or else the first line, is its title. @throws UsageError */
export async function readIssue(path: string): Promise<LocalIssue> {
  const text = await readText(path, "issue");
  const lines = text.split("\n");
  const start = afterFrontMatter(lines);
  const heading = lines.findIndex((line, index) => index >= start && /^#{1,6}\s+\S/.test(line));
  const firstLine = lines.findIndex((line, index) => index >= start && line.trim() !== "");
  const at = heading >= 0 ? heading : firstLine;
  const title = titleOf(lines[at] ?? "");
  if (title === "") throw new UsageError(`The issue ${path} has no title. Begin it with "# What is wanted".`);
  // What stands before the heading belongs to the body as well.
  return { title: title.slice(0, 256), body: lines.toSpliced(at, 1).join("\n").trim() };
}

/** Reads the answers to an issue's questions. @throws UsageError */
export function readAnswers(path: string): Promise<string> {
  return readText(path, "answers");
}

/** Editors and trackers put fields between two lines `---` at the top. @returns the line where the text begins */
function afterFrontMatter(lines: readonly string[]): number {
  if (lines[0]?.trimEnd() !== "---") return 0;
  return lines.findIndex((line, index) => index > 0 && line.trimEnd() === "---") + 1;
}

async function readText(path: string, what: string): Promise<string> {
  const bytes = await readStart(path).catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(
      `The ${what} file ${path} cannot be read: ${reasons[cause.code ?? ""] ?? cause.message}.`,
    );
  });
  if (bytes.length > MAX_BYTES)
    throw new UsageError(`The ${what} file ${path} is larger than ${MAX_BYTES} bytes.`);
  const text = decode(bytes);
  if (text === undefined) throw new UsageError(`The ${what} file ${path} is not a text in UTF-8.`);
  if (text.trim() === "") throw new UsageError(`The ${what} file ${path} is empty.`);
  return text.replaceAll("\r\n", "\n").trim();
}

/** No more than it takes to see that there is too much: a device has no end. A pipe, as of `<(…)`, is read to its end. */
async function readStart(path: string): Promise<Buffer> {
  const file = await open(path);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of file.createReadStream({ highWaterMark: MAX_BYTES })) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_BYTES) break;
  }
  return Buffer.concat(chunks);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "no permission",
};

function decode(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

function titleOf(line: string): string {
  return line
    .replace(/^#{1,6}\s+/, "")
    .replace(/\s+#+\s*$/, "")
    .trim();
}
