import { type ChildLock, hashContent } from "create-osorganicai";
import { UsageError } from "../../run/usage-error.ts";
import { editChild } from "../edit-child.ts";
import type { Release } from "../release.ts";
import { toolPaths } from "../tool-paths.ts";
import { listAttempts } from "../tree/list-attempts.ts";

/** Which of the three is right: the user's file, what is shipped, or what was made of the parked one. */
export type Resolution = "keep" | "take" | "edited";

/** Ends a parked conflict. From then on the child is at what is shipped now, whatever was chosen. */
export function resolveFile(root: string, path: string, how: Resolution, release: Release): void {
  editChild(root, (tree, lock): ChildLock => {
    const parked = tree.read(toolPaths.incoming(path));
    if (parked === undefined)
      throw new UsageError(
        `No conflict waits in ${toolPaths.incoming(path)}. osorganicai status lists them.`,
      );
    if (lock.version !== release.version)
      throw new UsageError(
        `This child is at ${lock.version}, and ${release.version} is installed. Run osorganicai upgrade first.`,
      );
    const file = release.render(lock.answers).find((one) => one.path === path);
    // A template of what is the user's own says nothing about it; what a codemod made of it is parked.
    const shipped = file && file.class !== "owned" ? file.content : parked;
    const chosen = { keep: tree.read(path), take: shipped, edited: parked }[how];
    if (how === "edited" && /^(<{7}|\|{7}|={7}|>{7})( |$)/m.test(parked))
      throw new UsageError(
        `${toolPaths.incoming(path)} has conflict marks left. Take them out, then try again.`,
      );
    if (chosen !== undefined) tree.write(path, chosen);
    tree.delete(toolPaths.incoming(path));
    for (const attempt of listAttempts(path, tree.read)) tree.delete(attempt);
    // What was ejected stays the user's, whatever they make of what was parked before.
    if (!file || file.class === "owned" || lock.files[path]?.mode === "ejected") return lock;
    tree.write(toolPaths.base(path), file.content);
    const locked = { class: file.class, sha256: hashContent(file.content) };
    return { ...lock, files: { ...lock.files, [path]: locked } };
  });
}
