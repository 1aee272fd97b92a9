import { isOSOrganicError, messageOf } from "@osorganicai/core";
import { type ChildFile, type ChildLock, hashContent, type LockedFile } from "create-osorganicai";
import { toolPaths } from "../tool-paths.ts";
import type { ChildTree } from "../tree/child-tree.ts";
import { listAttempts } from "../tree/list-attempts.ts";
import { decideFile, type FileDecision } from "./decide-file.ts";
import { diffTexts } from "./diff-texts.ts";
import { mergeTexts } from "./merge-texts.ts";

/** What became of one file. */
export interface FileOutcome {
  readonly path: string;
  readonly outcome:
    | Exclude<FileDecision, "merge">
    | "merged" // edited, and what is new is in it now
    | "conflict" // edited, and what is new waits in `.osorganicai/incoming`
    | "refused" // it must not be touched
    | "yours"; // shipped as the user's own from now on
  /** Why it was refused or ejected. */
  readonly reason?: string;
  /** Of an ejected file or an orphan: what changed upstream since. */
  readonly diff?: string;
}

/** What is known and wanted. */
export interface FilePlan {
  readonly tree: ChildTree;
  readonly lock: ChildLock;
  /** Every file of this version, owned ones too. */
  readonly rendered: readonly ChildFile[];
  readonly version: string;
}

/** Brings shims and managed files to this version, in the tree. SQL is not among them: it is only ever added. */
export function planFiles(plan: FilePlan): {
  readonly files: ChildLock["files"];
  readonly outcomes: readonly FileOutcome[];
} {
  const { lock, rendered } = plan;
  const shipped = new Map(rendered.map((file) => [file.path, file]));
  const ours = rendered.filter((file) => file.class !== "owned").map(({ path }) => path);
  const paths = [...new Set([...ours, ...Object.keys(lock.files)])]
    // By folder: after a merge of two branches the lock can know a file under two names, and `sql` only one of them.
    .filter((path) => !path.startsWith("supabase/migrations/"))
    .toSorted();
  const files: Record<string, LockedFile> = { ...lock.files };
  const outcomes = paths.map((path): FileOutcome => {
    const settled = settleFile(plan, path, shipped.get(path));
    if (settled.locked === undefined) delete files[path];
    else files[path] = settled.locked;
    return { path, ...settled.outcome };
  });
  return { files, outcomes };
}

interface Settled {
  readonly locked: LockedFile | undefined;
  readonly outcome: Omit<FileOutcome, "path">;
}

function settleFile(plan: FilePlan, path: string, file: ChildFile | undefined): Settled {
  const recorded = plan.lock.files[path];
  if (file?.class === "owned") return { locked: undefined, outcome: { outcome: "yours" } };
  // One after the other, so that nothing of a file that must not be touched is written.
  const fork = plan.tree.fork();
  try {
    const settled = settle({ ...plan, tree: fork }, path, file);
    fork.merge();
    return settled;
  } catch (error) {
    if (!isOSOrganicError(error) || error.code !== "path_refused") throw error;
    return { locked: recorded, outcome: { outcome: "refused", reason: messageOf(error) } };
  }
}

function settle(plan: FilePlan, path: string, file: ChildFile | undefined): Settled {
  const { tree, lock } = plan;
  const recorded = lock.files[path];
  const current = tree.read(path);
  const decision = decideFile({
    current: hash(current),
    recorded: recorded?.sha256,
    mode: recorded?.mode,
    next: hash(file?.content),
  });
  switch (decision) {
    case "unchanged":
      return take(plan, path, file, "unchanged");
    case "create":
    case "overwrite":
      if (file) tree.write(path, file.content);
      return take(plan, path, file, decision);
    case "merge":
      return file ? merge(plan, file, current ?? "") : { locked: recorded, outcome: { outcome: "keep" } };
    case "keep":
      withdraw(plan, path);
      return { locked: recorded && unpark(recorded), outcome: { outcome: "keep" } };
    case "eject": {
      withdraw(plan, path);
      const reason = "deleted";
      return {
        locked: recorded && { ...unpark(recorded), mode: "ejected", reason },
        outcome: { outcome: "eject", reason },
      };
    }
    case "leave":
      return { locked: recorded, outcome: { outcome: "leave", ...upstream(plan, path, file) } };
    case "orphan":
      withdraw(plan, path);
      return {
        locked: recorded && { ...unpark(recorded), mode: "orphaned" },
        outcome: { outcome: "orphan" },
      };
    case "delete":
      withdraw(plan, path);
      tree.delete(path);
      tree.delete(toolPaths.base(path));
      return { locked: undefined, outcome: { outcome: "delete" } };
  }
}

const hash = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : hashContent(text);

/** From now on the child is at this render of the file. */
function take(
  plan: FilePlan,
  path: string,
  file: ChildFile | undefined,
  outcome: "unchanged" | "create" | "overwrite" | "merged",
): Settled {
  if (!file || file.class === "owned") return { locked: undefined, outcome: { outcome } };
  withdraw(plan, path);
  plan.tree.write(toolPaths.base(path), file.content);
  return { locked: { class: file.class, sha256: hashContent(file.content) }, outcome: { outcome } };
}

function merge(plan: FilePlan, file: ChildFile, ours: string): Settled {
  const { tree, lock, version } = plan;
  const { path } = file;
  const base = tree.read(toolPaths.base(path)) ?? "";
  const label = `osorganicai ${version}`;
  const { clean, text } = mergeTexts({ path, ours, base, theirs: file.content, label });
  if (clean) {
    tree.write(path, text);
    return take(plan, path, file, "merged");
  }
  const recorded = lock.files[path] ?? {
    class: file.class === "shim" ? "shim" : "managed",
    sha256: hashContent(""),
  };
  park(plan, path, text);
  const { mode: _, ...rest } = recorded;
  return { locked: { ...rest, parked: hashContent(text) }, outcome: { outcome: "conflict" } };
}

/** Puts a conflict where a person finds it. What they made of an earlier one stays beside it. */
function park(plan: FilePlan, path: string, text: string): void {
  const { tree, lock } = plan;
  const place = toolPaths.incoming(path);
  const before = tree.read(place);
  const wasParked = lock.files[path]?.parked;
  if (wasParked === hashContent(text) && before !== undefined) return;
  if (before !== undefined && hashContent(before) !== wasParked)
    tree.write(toolPaths.attempt(path, listAttempts(path, tree.read).length + 1), before);
  tree.write(place, text);
}

/** Takes a parked conflict away that is none any more; what a person made of it stays. */
export function withdraw({ tree, lock }: Pick<FilePlan, "tree" | "lock">, path: string): void {
  const place = toolPaths.incoming(path);
  const parked = tree.read(place);
  if (parked !== undefined && hashContent(parked) === lock.files[path]?.parked) tree.delete(place);
}

function unpark(locked: LockedFile): LockedFile {
  const { parked: _, ...rest } = locked;
  return rest;
}

function upstream({ tree }: FilePlan, path: string, file: ChildFile | undefined): { readonly diff?: string } {
  const base = tree.read(toolPaths.base(path));
  if (base === undefined || file === undefined || hashContent(base) === hashContent(file.content)) return {};
  return { diff: diffTexts(path, base, file.content) };
}
