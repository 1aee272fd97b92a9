/** Names that only say how a language or a build lays out its files. */
const layout = /\/(?:index|__init__|mod|lib|main|src|source)$/;

/** A path without its extension and without what every package calls alike: `git/src/index.ts` is `git`. */
function meaningOfPath(path: string): string {
  let bare = path.replace(/(?:\.d)?\.[^./]+$/, "");
  while (layout.test(bare)) bare = bare.slice(0, bare.lastIndexOf("/"));
  return bare;
}

/** What a file is called: `git/src/index.ts` is called `git`. */
export function nameOfPath(path: string): string {
  const meaning = meaningOfPath(path);
  return meaning.slice(meaning.lastIndexOf("/") + 1);
}

/** The name of a file in one word of lower case. */
export function wordOfPath(path: string): string {
  return nameOfPath(path)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
