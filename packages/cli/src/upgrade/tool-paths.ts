/** What lies in a child's `.osorganicai`, beside the embedded database. */
export const toolPaths = {
  lock: ".osorganicai/lock.json",
  /** Everything that an upgrade is about to write. Never committed; its being there means that one was killed. */
  pending: ".osorganicai/pending.json",
  /** A file before a process moves it to its place. */
  draft: (pid: number): string => `.osorganicai/draft-${pid}.tmp`,
  /** Says that a process writes to the child. Children leave `*.tmp` out of git. */
  claim: (pid: number): string => `.osorganicai/claim-${pid}.tmp`,
  /** Modules that take a migration back, for when the child goes back to an older version. */
  undo: ".osorganicai/undo.json",
  /** How our classes declared what the child overrides. */
  overrides: ".osorganicai/overrides.json",
  report: ".osorganicai/UPGRADE.md",
  base: (path: string): string => `.osorganicai/base/${path}`,
  incoming: (path: string): string => `.osorganicai/incoming/${path}`,
  /** What a person made of a conflict before a newer one took its place. @param number from 1 */
  attempt: (path: string, number: number): string =>
    `.osorganicai/incoming/${path}.edited${number === 1 ? "" : `-${number}`}`,
  prompt: (name: string): string => `.osorganicai/prompts/${name}.md`,
  todo: (key: string): string => `.osorganicai/todo/${key.replace(/[^\w.-]+/g, "-").replace(/^-+/, "")}.md`,
} as const;
