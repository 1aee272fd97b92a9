/** A name that is the same whatever the issue, the commit or the branch is called. */
export function templateOf(text: string): string {
  return text
    .replace(/\b[0-9a-f]{40}\b/g, ":sha")
    .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{12,}\b/g, ":hash")
    .replace(/(heads|branches)(\/|%2F).+$/i, "$1/:branch")
    .replace(/\b(feature|bugfix)\/[\w-]+/g, ":branch")
    .replace(/(?<=[/:])\d+(?=[/:]|$)/g, "n");
}
