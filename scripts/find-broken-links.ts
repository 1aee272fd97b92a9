import { posix } from "node:path";

/** What is known of the repository's files. */
export interface LinkTargets {
  /** Text of a Markdown file; undefined when there is none. */
  read(path: string): string | undefined;
  /** Whether there is such a file or folder. */
  exists(path: string): boolean;
}

/**
 * Relative links of a document that lead nowhere, and anchors that no heading has: one sentence each.
 * @param path of the document, relative to the repository's root
 */
export function findBrokenLinks(path: string, text: string, targets: LinkTargets): readonly string[] {
  return findLinks(text)
    .filter(({ target }) => !/^([a-z][a-z+.-]*:|\/\/)/i.test(target))
    .filter(({ target }) => !resolves(path, decodeURI(target), targets))
    .map(({ target, line }) => `${path}:${line} links to ${target}, which is not there.`);
}

function resolves(from: string, target: string, { read, exists }: LinkTargets): boolean {
  const [file = "", anchor] = target.split("#", 2);
  const path = file === "" ? from : posix.join(posix.dirname(from), file);
  if (path.startsWith("../") || !exists(path)) return false;
  if (anchor === undefined || !path.endsWith(".md")) return true;
  return findAnchors(read(path) ?? "").has(anchor);
}

function findLinks(text: string): readonly { readonly target: string; readonly line: number }[] {
  return blankCode(text)
    .split("\n")
    .flatMap((content, index) =>
      [...content.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)|^\s*\[[^\]]+\]:\s*(\S+)/g)].map((match) => ({
        target: match[1] ?? match[2] ?? "",
        line: index + 1,
      })),
    );
}

/** As GitHub makes them from headings: https://docs.github.com/get-started/writing-on-github (section links). */
function findAnchors(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of blankFences(text).matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const slug = words.replace(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(" ", "-");
    let name = slug;
    for (let count = 1; anchors.has(name); count += 1) name = `${slug}-${count}`;
    anchors.add(name);
  }
  return anchors;
}

/** Code is no prose: what looks like a link there is none. Lines keep their numbers. */
function blankCode(text: string): string {
  return blankFences(text).replace(/(`+)[^`\n]+\1/g, "");
}

function blankFences(text: string): string {
  return text.replace(/^( *)(```+|~~~+).*?^\1\2/gms, (fence) => fence.replace(/[^\n]/g, ""));
}
