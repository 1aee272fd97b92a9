import { messageOf, OSOrganicError, type Patch } from "@osorganicai/core";
import type { TreeIndex } from "./git/tree-index.ts";

/**
 * Applies patches in order to a commit's tree, which the index holds.
 * @returns the id of the tree they lead to, which the index holds then
 * @throws OSOrganicError `workspace_diverged` when one does not fit or does not lead to the tree it recorded
 */
export async function replayPatches(
  index: TreeIndex,
  { commit, tree: baseTree }: { readonly commit: string; readonly tree: string },
  patches: readonly Patch[],
): Promise<string> {
  let tree = baseTree;
  for (const { sequence, diff, tree: recorded } of patches) {
    await index.apply(diff).catch((cause: unknown) => {
      throw diverged(`Patch ${sequence} does not fit onto ${commit}: ${messageOf(cause)}`);
    });
    tree = await index.write();
    if (tree !== recorded)
      throw diverged(`Patch ${sequence} leads to tree ${tree}, but ${recorded} was recorded.`);
  }
  return tree;
}

function diverged(message: string): OSOrganicError {
  return new OSOrganicError("workspace_diverged", message);
}
