/**
 * Whose a file of a child is.
 *
 * - `owned`: the user's. Written once; afterwards only codemods of an upgrade touch it.
 * - `shim`: ours, and so short that nobody needs to change it: one line that imports or extends a package.
 * - `managed`: ours, because a platform wants the file itself; an upgrade merges it with what the user changed.
 *
 * What lies in `.osorganicai` is the tool's own and has no class.
 */
export type FileClass = "owned" | "shim" | "managed";
