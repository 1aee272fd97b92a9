/** What a definition is. */
export type SymbolKind =
  | "class"
  | "constant"
  | "enum"
  | "function"
  | "interface"
  | "macro"
  | "method"
  | "module"
  | "type";

/** One definition of a file. Lines from 1, both included. */
export interface Definition {
  readonly name: string;
  readonly kind: SymbolKind;
  readonly startLine: number;
  readonly endLine: number;
}

/** What a file defines, in the order of its lines. */
export type Outline = readonly Definition[];
