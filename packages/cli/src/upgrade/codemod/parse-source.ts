import { Lang, parse, type SgNode } from "@ast-grep/napi";

/** A source file and its syntax tree. Positions are in UTF-16 units, as in strings. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly root: SgNode;
}

const isSource = /\.[cm]?[jt]sx?$/;
const isDeclaration = /\.d\.[cm]?ts$/;

/** Whether codemods look at this file. */
export function isSourcePath(path: string): boolean {
  return isSource.test(path) && !isDeclaration.test(path);
}

/** Never throws: what cannot be understood stands in the tree as a node of the kind `ERROR`. */
export function parseSource(path: string, text: string): Source {
  // JSX where it may stand; elsewhere `<T>x` is a cast.
  const language = /\.[cm]?ts$/.test(path) ? Lang.TypeScript : Lang.Tsx;
  return { path, text, root: parse(language, text).root() };
}

/** How many places of a source cannot be understood. */
export function countErrors({ root }: Source): number {
  return root.findAll({ rule: { kind: "ERROR" } }).length;
}
