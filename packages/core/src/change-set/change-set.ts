/** One file an agent wants to write or delete. */
export type FileChange =
  | { readonly op: "write"; readonly path: string; readonly mode: FileMode; readonly content: Uint8Array }
  | { readonly op: "delete"; readonly path: string };

/** Git's mode of a plain or an executable file. Links and submodules are never written. */
export type FileMode = "100644" | "100755";

/** All files an agent wants to write: applied whole or not at all. */
export interface ChangeSet {
  /** The commit the change is made on, 40 hex digits. */
  readonly baseCommit: string;
  readonly changes: readonly FileChange[];
}
