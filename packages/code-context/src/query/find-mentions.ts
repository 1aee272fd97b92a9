/**
 * Files that a text names, by paths or by names with an extension, stack traces included; in lower case, the most often named
 * first.
 */
export function findMentions(text: string): readonly string[] {
  const paths = text.match(
    /(?<![\w@./-])\/?(?:[\w@.-]+\/)*[\w@.-]+\.(?:[cm]?[jt]sx?|vue|svelte|pyi?|go|rs|java|kt|rb|cs|php|cc?|cpp|hpp?|sh)\b/g,
  );
  const counts = new Map<string, number>();
  for (const path of paths ?? []) {
    const mention = path.toLowerCase().replace(/^\.*\//, "");
    counts.set(mention, (counts.get(mention) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MAX_MENTIONS)
    .map(([mention]) => mention);
}

const MAX_MENTIONS = 60;
