import type { Workspace } from "./workspace.ts";

/** Lines of one file that a task is about. */
export interface CodeExcerpt {
  readonly path: string;
  /** From 1, both included. */
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
  /** Higher is more relevant; comparable within one answer only. */
  readonly score: number;
}

/** Finds the code that an issue is about. */
export interface CodeContext {
  /** Most relevant first; all excerpts together stay within the budget. */
  find(
    workspace: Workspace,
    query: { readonly text: string; readonly budgetTokens: number },
  ): Promise<readonly CodeExcerpt[]>;
}
