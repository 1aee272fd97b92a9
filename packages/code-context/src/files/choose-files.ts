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
  /** Could not be read: gone meanwhile, damaged, not allowed, or not part of the clone. 0 before anything is read. */
  readonly unreadable: number;
}

/** Pure: sources first, so that a limit costs tests before it costs code. */
export function chooseFiles(all: readonly SourceFile[], limits: Required<IndexLimits>): FileChoice {
  const [sources, tests]: [IndexedFile[], IndexedFile[]] = [[], []];
  let tooLarge = 0;
  for (const file of all) {
    const known = knowFile(file);
    if (known === "no") continue;
    if (known.bytes > limits.maxFileBytes) tooLarge++;
    else if (known.kind === "source") sources.push(known);
    else tests.push(known);
  }
  const sorted = sources.concat(tests);
  let total = 0;
  const files = sorted.filter(({ bytes }, index) => {
    total += bytes;
    return index < limits.maxFiles && total <= limits.maxTotalBytes;
  });
  return { files, leftOut: { tooLarge, beyondLimits: sorted.length - files.length, unreadable: 0 } };
}

/** A push has most files of the state before it. */
const knownFiles = new WeakMap<SourceFile, IndexedFile | "no">();

function knowFile(file: SourceFile): IndexedFile | "no" {
  const known = knownFiles.get(file);
  if (known) return known;
  const described = describe(file);
  knownFiles.set(file, described);
  return described;
}

/** "no": nothing that is indexed. */
function describe({ path, blob, bytes }: SourceFile): IndexedFile | "no" {
  const kind = fileKind(path);
  if (kind !== "source" && kind !== "test") return "no";
  return { path, blob, bytes, kind, key: kind === "test" ? `test ${blob}` : blob };
}
