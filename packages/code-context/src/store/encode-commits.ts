import { createHash } from "node:crypto";
import type { Commit } from "../sources/code-source.ts";

const FORMAT = "osorganicai-code-context-commits-1";

/** A line that says what follows and what it must hash to, then a line of JSON for each commit. */
export function encodeCommits(commits: readonly Commit[]): Uint8Array {
  const lines = commits.map(({ id, time, message, changes }) =>
    JSON.stringify({ id, time, message, changes }),
  );
  const body = lines.join("\n");
  return Buffer.from(`${headerOf(body)}\n${body}`);
}

/** Undefined when these bytes are not whole or from another version. */
export function decodeCommits(bytes: Uint8Array): readonly Commit[] | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  if (text.slice(0, Math.max(0, end)) !== headerOf(body)) return undefined;
  return body === "" ? [] : body.split("\n").map((line) => JSON.parse(line));
}

function headerOf(body: string): string {
  return `${FORMAT} ${createHash("sha256").update(body).digest("hex")}`;
}
