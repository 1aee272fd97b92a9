import { parseDocument } from "yaml";
import { runInFolder } from "./run-git.ts";

/** Three versions of one file. */
export interface MergeInput {
  /** Decides by its ending whether the result must be JSON or YAML. */
  readonly path: string;
  /** The user's. */
  readonly ours: string;
  /** What both come from. */
  readonly base: string;
  /** What is shipped now. */
  readonly theirs: string;
  /** Names `theirs` at a conflict's end, e.g. `osorganicai 2.0.0`. */
  readonly label: string;
}

/** `text` has git's conflict marks in its diff3 style when it is not clean. */
export interface MergeResult {
  readonly clean: boolean;
  readonly text: string;
}

/**
 * Merges line by line, as `git merge-file --diff3` does. A merge of JSON or YAML that git calls clean, but that has a
 * key twice or cannot be read, is a conflict too.
 * @throws OSOrganicError `upgrade_conflict` when there is no git
 */
export function mergeTexts({ path, ours, base, theirs, label }: MergeInput): MergeResult {
  // Lines that end otherwise are other lines to git. The user's ends win.
  const ends = (text: string) =>
    ours.includes("\r\n") ? text.replace(/\r?\n/g, "\r\n") : text.replaceAll("\r\n", "\n");
  const versions = { yours: ends(ours), base: ends(base), theirs: ends(theirs) };
  const merged = runGit(versions, label);
  if (!merged.clean) return merged;
  const broke =
    !isValid(path, merged.text) && isValid(path, versions.yours) && isValid(path, versions.theirs);
  return broke ? { clean: false, text: markWhole(versions, label) } : merged;
}

function runGit(versions: Readonly<Record<string, string>>, label: string): MergeResult {
  const labels = ["yours", "base", label].flatMap((name) => ["-L", name]);
  const merge = ["merge-file", "-p", "-q", "--diff3", ...labels, "yours", "base", "theirs"];
  // The status is the number of conflicts.
  const { status, stdout } = runInFolder(versions, merge);
  return { clean: status === 0, text: stdout };
}

/** JSON is YAML too, and a key that stands there twice is an error in both. */
function isValid(path: string, text: string): boolean {
  return /\.(json|ya?ml)$/.test(path) ? parseDocument(text).errors.length === 0 : true;
}

function markWhole({ yours = "", base = "", theirs = "" }: Record<string, string>, label: string): string {
  const closed = (text: string) => (text === "" || text.endsWith("\n") ? text : `${text}\n`);
  return `<<<<<<< yours\n${closed(yours)}||||||| base\n${closed(base)}=======\n${closed(theirs)}>>>>>>> ${label}\n`;
}
