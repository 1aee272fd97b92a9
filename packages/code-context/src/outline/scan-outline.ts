import type { Outline, SymbolKind } from "./outline.ts";

const keyword =
  /^(\s*)(?:(?:export|default|public|private|protected|internal|static|async|abstract|final|sealed|override|virtual|partial|declare|inline|unsafe|extern|open|data|suspend|pub(?:\([^)]*\))?)\s+)*(function\*?|class|interface|enum|struct|trait|protocol|record|object|impl|def|fn|func|fun|type|module|namespace|mod|macro_rules!|defmodule|defp?)\s+(?:self\.|\([^)]*\)\s*|<[^>]*>\s*)?([A-Za-z_$\u00aa-\uffff][\w$\u00aa-\uffff]*)/;
const constant =
  /^(?:export\s+)?(?:const|let|var|static|pub\s+const|pub\s+static)\s+(?:mut\s+)?([A-Za-z_$][\w$]*)\s*[:=]/;
const method = /^(\s+)(?:[\w<>[\],.?]+\s+)*[#*]?([A-Za-z_$][\w$]*)\s*(?:<[^>]*>)?\([^;]*\{\s*$/;
const assigned = /^(\s*)(?:[\w$]+\.)+([A-Za-z_$][\w$]*)\s*=\s*(?:async\s+)?(?:function|\()/;
const statement =
  /^(?:if|for|foreach|while|switch|catch|with|else|do|try|return|match|when|using|lock|function)$/;

/** Longer lines were written by programs. */
const MAX_LINE = 400;

const kinds: Readonly<Record<string, SymbolKind>> = {
  class: "class",
  struct: "class",
  record: "class",
  object: "class",
  impl: "class",
  interface: "interface",
  trait: "interface",
  protocol: "interface",
  enum: "enum",
  type: "type",
  module: "module",
  namespace: "module",
  mod: "module",
  defmodule: "module",
  "macro_rules!": "macro",
};

/**
 * Definitions by the look of lines, for languages without a grammar and for more text than is worth parsing. Where one ends
 * is told by indentation.
 */
export function scanOutline(text: string): Outline {
  const lines = text.split("\n");
  return lines.flatMap((line, index): Outline => {
    const started = line.length > MAX_LINE ? undefined : scanLine(line);
    if (!started) return [];
    const { name, kind, indent } = started;
    return [{ name, kind, startLine: index + 1, endLine: findEnd(lines, index, indent) }];
  });
}

function scanLine(line: string): { name: string; kind: SymbolKind; indent: number } | undefined {
  const declared = keyword.exec(line);
  if (declared) {
    const [, indent = "", word = "", name = ""] = declared;
    return { name, kind: kinds[word] ?? (indent === "" ? "function" : "method"), indent: indent.length };
  }
  const constantName = constant.exec(line)?.[1];
  if (constantName) return { name: constantName, kind: "constant", indent: 0 };
  const [, indent = "", name = ""] = method.exec(line) ?? assigned.exec(line) ?? [];
  return name === "" || statement.test(name) ? undefined : { name, kind: "method", indent: indent.length };
}

/** The last line before one that is indented no further, with the bracket that closes the definition. */
function findEnd(lines: readonly string[], start: number, indent: number): number {
  let last = start;
  for (let index = start + 1; index < lines.length; index++) {
    const line = lines[index] ?? "";
    const content = line.search(/\S/);
    if (content < 0) continue;
    if (content > indent) last = index;
    else return /^[\])}]/.test(line.slice(content)) || line.startsWith("end", content) ? index + 1 : last + 1;
  }
  return last + 1;
}
