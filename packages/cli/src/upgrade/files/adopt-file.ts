import type { ChildLock } from "create-osorganicai";
import { UsageError } from "../../run/usage-error.ts";
import { editChild } from "../edit-child.ts";
import { type FileOutcome, planFiles } from "../ownership/plan-files.ts";
import type { Release } from "../release.ts";
import { lockedFile } from "./locked-file.ts";

/**
 * Gives an ejected, deleted or orphaned file back to upgrades: it is merged with what is shipped now, or written again.
 * @returns what became of it; `conflict` when it must be resolved
 */
export function adoptFile(root: string, path: string, release: Release): FileOutcome["outcome"] {
  let outcome: FileOutcome["outcome"] = "unchanged";
  editChild(root, (tree, lock): ChildLock => {
    const { mode: _, reason: _before, ...locked } = lockedFile(lock, path);
    const rendered = release
      .render(lock.answers)
      .filter((file) => file.path === path && file.class !== "owned");
    if (rendered.length === 0)
      throw new UsageError(
        `${path} is not shipped any more, so there is nothing to keep it up to date with.`,
      );
    // Without an entry, a file that is away counts as new.
    const files = tree.read(path) === undefined ? {} : { [path]: locked };
    const planned = planFiles({ tree, lock: { ...lock, files }, rendered, version: release.version });
    outcome = planned.outcomes[0]?.outcome ?? outcome;
    return { ...lock, files: { ...lock.files, ...planned.files } };
  });
  return outcome;
}
