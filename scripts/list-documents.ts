import { execFileSync } from "node:child_process";

/**
 * Every Markdown file of the repository, relative to its root, those not committed yet included. API reports are no documents,
 * and a template becomes one only in a child.
 */
export function listDocuments(root: string): readonly string[] {
  const arguments_ = ["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "*.md"];
  return execFileSync("git", arguments_, { cwd: root, encoding: "utf8" })
    .trim()
    .split("\n")
    .filter((path) => !path.endsWith(".api.md") && !path.startsWith("templates/child-template/"));
}
