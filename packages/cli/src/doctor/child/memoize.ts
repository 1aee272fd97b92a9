/** The same answer, or the same failure, for everybody who asks; nobody asking costs nothing. */
export function memoize<T>(read: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= read());
}
