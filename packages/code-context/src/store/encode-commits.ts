import type { Commit } from "../sources/code-source.ts";

/** Changes whenever what is stored means something else, so that nothing old is misread. */
const FORMAT = "osorganicai-code-context-commits-1";

/** A line that says what follows, then a line of JSON for each commit. */
export function encodeCommits(commits: readonly Commit[]): Uint8Array {
  const lines = commits.map(({ id, time, message, changes }) =>
    JSON.stringify({ id, time, message, changes }),
  );
  return Buffer.from([FORMAT, ...lines].join("\n"));
}

/** The commits that were stored, or undefined when they are from another version. @param bytes all that were encoded */
export function decodeCommits(bytes: Uint8Array): readonly Commit[] | undefined {
  const [format, ...lines] = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString("utf8")
    .split("\n");
  return format === FORMAT ? lines.map((line) => JSON.parse(line)) : undefined;
}
