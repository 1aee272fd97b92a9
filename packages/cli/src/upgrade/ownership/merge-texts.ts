import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { OSOrganicError } from "@osorganicai/core";
import { parseDocument } from "yaml";

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
    isValid(path, versions.yours) && isValid(path, versions.theirs) && !isValid(path, merged.text);
  return broke ? { clean: false, text: markWhole(versions, label) } : merged;
}

function runGit(versions: Readonly<Record<string, string>>, label: string): MergeResult {
  const folder = mkdtempSync(join(tmpdir(), "osorganicai-merge-"));
  try {
    for (const [name, text] of Object.entries(versions)) writeFileSync(join(folder, name), text);
    const labels = ["yours", "base", label].flatMap((name) => ["-L", name]);
    const { status, stdout, error } = spawnSync(
      "git",
      ["merge-file", "-p", "-q", "--diff3", ...labels, "yours", "base", "theirs"],
      { cwd: folder, encoding: "utf8", maxBuffer: 64 * 1024 * 1024, env: gitEnvironment() },
    );
    // The status is the number of conflicts; from 128 on git could not even try.
    if (error !== undefined || status === null || status > 127)
      throw new OSOrganicError(
        "upgrade_conflict",
        "Edited files cannot be merged, because `git merge-file` does not run here. Install git and try again.",
        { cause: error },
      );
    return { clean: status === 0, text: stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Neither the user's git configuration nor a repository around may change what a merge is. */
function gitEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env;
  return {
    ...(PATH !== undefined && { PATH }),
    ...(SystemRoot !== undefined && { SystemRoot }),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CEILING_DIRECTORIES: tmpdir(),
  };
}

/** JSON is YAML too, and a key that stands there twice is an error in both. */
function isValid(path: string, text: string): boolean {
  return /\.(json|ya?ml)$/.test(path) ? parseDocument(text).errors.length === 0 : true;
}

function markWhole({ yours = "", base = "", theirs = "" }: Record<string, string>, label: string): string {
  const closed = (text: string) => (text === "" || text.endsWith("\n") ? text : `${text}\n`);
  return `<<<<<<< yours\n${closed(yours)}||||||| base\n${closed(base)}=======\n${closed(theirs)}>>>>>>> ${label}\n`;
}
