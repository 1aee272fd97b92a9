import type { IndexLimits } from "../index-limits.ts";
import type { SourceFile } from "../sources/code-source.ts";
import { fileKind } from "./file-kind.ts";

/** A file that is indexed. */
export interface IndexedFile extends SourceFile {
  /** What an index knows its content by: of the same content, it knows more when it is a source. */
  readonly key: string;
  readonly kind: "source" | "test";
}

/** What is indexed, and how many files for which reason are not. */
export interface FileChoice {
  /** In the order of their paths, sources first. */
  readonly files: readonly IndexedFile[];
  readonly leftOut: LeftOut;
}

/** Files that are no part of an index. Documents, pictures and the like are not meant to be one and not counted. */
export interface LeftOut {
  /** Larger than a file may be. */
  readonly tooLarge: number;
  /** Beyond the number of files or bytes that an index may have. */
  readonly beyondLimits: number;
}

/** Pure: sources first, so that a limit costs tests before it costs code. */
export function chooseFiles(all: readonly SourceFile[], limits: Required<IndexLimits>): FileChoice {
  const known = all.flatMap((file): readonly IndexedFile[] => {
    const kind = fileKind(file.path);
    return kind === "source" || kind === "test"
      ? [{ ...file, kind, key: kind === "test" ? `test ${file.blob}` : file.blob }]
      : [];
  });
  const readable = known.filter(({ bytes }) => bytes <= limits.maxFileBytes);
  const sorted = ["source", "test"].flatMap((kind) => readable.filter((file) => file.kind === kind));
  let bytes = 0;
  const files = sorted.filter((file, index) => {
    bytes += file.bytes;
    return index < limits.maxFiles && bytes <= limits.maxTotalBytes;
  });
  return {
    files,
    leftOut: { tooLarge: known.length - readable.length, beyondLimits: readable.length - files.length },
  };
}
