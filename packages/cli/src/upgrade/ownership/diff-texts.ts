import { runInFolder } from "./run-git.ts";

/** What changed, as a unified diff without its head; empty when nothing did. */
export function diffTexts(path: string, before: string, after: string): string {
  const files = { before, after };
  const { stdout } = runInFolder(files, [
    "diff",
    "--no-index",
    "--no-color",
    "--no-ext-diff",
    "before",
    "after",
  ]);
  const hunks = stdout.slice(stdout.indexOf("\n@@") + 1);
  return stdout === "" ? "" : `--- ${path}\n+++ ${path}\n${hunks}`;
}
