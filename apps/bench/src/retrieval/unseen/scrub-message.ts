/**
 * The message of a fix as somebody would tell of the fault who does not know where it lies: no names of files, paths, links,
 * numbers of issues or trailers, and no bullets that tell of tests and other chores alone.
 * @param paths of the files that the commit changed: neither they nor their last parts stay, whatever their ending
 */
export function scrubMessage(message: string, paths: readonly string[]): string {
  const [first = "", ...rest] = message.trim().split("\n");
  const names = listNames(paths);
  const title = removePlaces(removePrefix(first), names).trim();
  const lines = rest
    .filter((line) => !trailers.some((pattern) => pattern.test(line)))
    .map((line) => line.replace(/\b(closes?|fix(?:es|ed)?|resolves?|refs?)\s+(#\d+|https?:\/\/\S+)/gi, ""))
    .filter((line) => !chores.some((pattern) => pattern.test(line)))
    .map((line) => removePlaces(line, names));
  const text = [title, ...dropRepeated(lines, title)].join("\n");
  return text.replace(/\n{3,}/g, "\n\n").trim();
}

/** What tools put below a message, and lines that only point elsewhere. */
const trailers: readonly RegExp[] = [
  /^(?:--HG--|extra :|git-svn-id|-{5,}|\s*---\s*$)/,
  /^\s*(co-authored-by|signed-off-by|reviewed-by|acked-by|cc|closes?|fix(?:es|ed)?|resolves?|refs?|see|pr-url|backport|change-id)\b.*(?:#|<|:|http)/i,
  /^\s*(closes?|fix(?:es|ed)?|resolves?|refs?)\s*:?\s*#?\d*\s*$/i,
];

/** Bullets of a squashed commit: at most one word and what was tidied, or something of tests. */
const chores: readonly RegExp[] = [
  /^\s*[*-]\s*(\w+(\([^)]*\))?:\s*)?\w*\s*(tests?|lint\w*|changeset|format\w*|snapshots?|typo|cleanup|wip|docs?|changelog)?\s*$/i,
  // `s`, because lines may end with a carriage return.
  /^\s*[*-].*\btests?\b.{0,25}$/is,
];

/** Paths and their last parts, the longest first: nothing of a path stays because its end went before it. */
function listNames(paths: readonly string[]): readonly string[] {
  const names = new Set(paths.flatMap((path) => [path, path.split("/").at(-1) ?? path]));
  return [...names].toSorted((a, b) => b.length - a.length);
}

/** `fix(scope)!: `, `[tag] fix: ` and `scope: ` before a title: a scope is often the name of a folder. */
function removePrefix(title: string): string {
  return title
    .replace(
      /^\s*(?:\[[^\]]*\]\s*)?(?:fix|feat|chore|perf|refactor|docs|test|build|ci|style|types|dx|revert)\s*(?:\([^)]*\)|\[#\d+\])?!?:\s*/i,
      "",
    )
    .replace(/^[\w@/-]+:\s+(?=\w)/, "");
}

function removePlaces(line: string, names: readonly string[]): string {
  const text = line
    .replace(/https?:\/\/\S+/g, "")
    .replace(/\(?(?:\b[\w.-]+\/[\w.-]+)?#\d+\b\)?/g, "")
    .replace(/\bgh-\d+\b/gi, "")
    .replace(/(?<![\w@])(?:[\w@.-]+\/)+[\w@.-]+\.\w{1,6}\b/g, "")
    .replace(/(?<!\w)[\w@.-]*\w\.(?:[cm]?[jt]sx?|vue|svelte|py|go|rs|java|kt|md|json|ya?ml|toml)\b/g, "");
  const unnamed = names.reduce((left, name) => left.replaceAll(name, ""), text);
  const anonymous = /thanks|^co-author/i.test(unnamed) ? unnamed.replace(/@[\w-]+/g, "@") : unnamed;
  return anonymous.replace(/[ \t]{2,}/g, " ").trimEnd();
}

/** Squashed commits say their title again as a bullet. */
function dropRepeated(lines: readonly string[], title: string): readonly string[] {
  const seen = new Set([title.toLowerCase()]);
  return lines.filter((line) => {
    const said = line
      .replace(/^\s*[*-]\s*(\w+(\([^)]*\))?:\s*)?/, "")
      .trim()
      .toLowerCase();
    if (said !== "" && seen.has(said)) return false;
    seen.add(said);
    return true;
  });
}
