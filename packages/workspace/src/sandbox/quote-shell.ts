/** One word for a POSIX shell, whatever it contains. */
export function quoteShell(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
