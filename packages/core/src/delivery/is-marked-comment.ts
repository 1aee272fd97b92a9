/** The hidden last line of everything that an instance writes on GitHub. */
const lastLine = /^<!-- osorganicai:[^\n]* -->$/;

/**
 * Pure: whether a comment's body ends as ours do. Only together with its author does that say that we wrote it: anybody can
 * write a marker, and with a personal access token we and a person are one account.
 */
export function isMarkedComment(body: string): boolean {
  const text = body.trimEnd();
  return lastLine.test(text.slice(text.lastIndexOf("\n") + 1));
}
