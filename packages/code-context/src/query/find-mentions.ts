/** Files, folders and modules that a text names, stack traces included; in lower case, the most often named first. */
export function findMentions(text: string): readonly string[] {
  const paths = text.match(
    /[\w@.-]+(?:\/[\w@.-]+)+|\b[\w-]+\.(?:[cm]?[jt]sx?|py|go|rs|java|rb|cs|php|cc?|cpp|h|vue)\b/g,
  );
  const modules = text.match(/\b[a-z_]\w*(?:\.[A-Za-z_]\w*){1,6}\b/g);
  const counts = new Map<string, number>();
  for (const mention of [...(paths ?? []), ...(modules ?? []).map((name) => name.replaceAll(".", "/"))])
    counts.set(mention.toLowerCase(), (counts.get(mention.toLowerCase()) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MAX_MENTIONS)
    .map(([mention]) => mention);
}

const MAX_MENTIONS = 60;
