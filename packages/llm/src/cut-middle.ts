/** At most `maxChars` characters and a note: the beginning and the end, which say more than the middle. */
export function cutMiddle(text: string, maxChars: number): string {
  // Half a surrogate pair is refused by databases and providers alike.
  if (text.length <= maxChars) return text.toWellFormed();
  const half = Math.floor(maxChars / 2);
  const cut = text.length - 2 * half;
  const [head, tail] = [text.slice(0, half), text.slice(text.length - half)];
  return `${head}\n\n[… ${cut} characters were cut here …]\n\n${tail}`.toWellFormed();
}
