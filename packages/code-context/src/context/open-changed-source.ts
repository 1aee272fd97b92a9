import { createHash } from "node:crypto";
import type { FileChange } from "@osorganicai/core";
import type { CodeSource, SourceFile } from "../sources/code-source.ts";

/** A source as it is after some changes. What led to it stays the same. */
export function openChangedSource(base: CodeSource, changes: readonly FileChange[]): CodeSource {
  if (changes.length === 0) return base;
  const changed = new Set(changes.map(({ path }) => path));
  const contents = new Map(
    changes.flatMap((change) => (change.op === "write" ? [[change.path, change.content] as const] : [])),
  );
  const written = [...contents].map(([path, content]) => ({
    path,
    blob: blobId(content),
    bytes: content.length,
  }));
  return {
    ...base,
    async list() {
      const kept = (await base.list()).filter(({ path }) => !changed.has(path));
      return [...kept, ...written].sort((a, b) => (a.path < b.path ? -1 : 1));
    },
    async read(files) {
      const unchanged = (await base.read(files.filter((file) => !isWritten(file)))).values();
      return files.map((file) => (isWritten(file) ? contents.get(file.path) : unchanged.next().value));
    },
  };

  function isWritten({ path }: SourceFile): boolean {
    return contents.has(path);
  }
}

/** The id git gives to content. https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
function blobId(content: Uint8Array): string {
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}
