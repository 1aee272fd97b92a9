import { createRequire } from "node:module";
import { Language, Parser, Query, type QueryMatch } from "web-tree-sitter";
import { type Grammar, grammarOf } from "./grammars.ts";
import type { Definition, Outline, SymbolKind } from "./outline.ts";

/** Reads definitions out of syntax trees. */
export interface OutlineParser {
  /** Undefined for languages without a grammar, and for text that could not be parsed. */
  parse(path: string, text: string): Promise<Outline | undefined>;
  /** How many texts would have taken too long, as a hundred thousand brackets do. */
  readonly givenUp: number;
}

/** What somebody wrote takes milliseconds, what is made to be hard takes hours. */
const PATIENCE_MS = 1500;

interface LoadedGrammar {
  readonly language: Language;
  readonly query: Query;
}

const { resolve } = createRequire(import.meta.url);

/** A grammar is loaded when the first file of its language comes, and once in a process. */
const loaded = new Map<Grammar, Promise<LoadedGrammar>>();

/** A parser for all languages that have a grammar. */
export function createParser(): OutlineParser {
  let parser: Parser | undefined;
  let givenUp = 0;
  return {
    get givenUp() {
      return givenUp;
    },
    async parse(path, text) {
      const grammar = grammarOf(path);
      if (!grammar) return undefined;
      const { language, query } = await loadOnce(grammar);
      parser ??= new Parser();
      parser.setLanguage(language);
      const end = performance.now() + PATIENCE_MS;
      const isLate = () => performance.now() > end;
      const tree = parser.parse(text, null, { progressCallback: isLate });
      try {
        const matches = tree ? query.matches(tree.rootNode, { progressCallback: isLate }) : [];
        if (tree && !isLate()) return readDefinitions(matches);
        parser.reset(); // Or it would go on with this text.
        givenUp++;
        return undefined;
      } finally {
        tree?.delete();
      }
    },
  };
}

function loadOnce(grammar: Grammar): Promise<LoadedGrammar> {
  const known = loaded.get(grammar);
  if (known) return known;
  const loading = load(grammar);
  loaded.set(grammar, loading);
  return loading;
}

async function load({ name, patterns }: Grammar): Promise<LoadedGrammar> {
  await Parser.init();
  const language = await Language.load(resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`));
  return { language, query: new Query(language, patterns) };
}

function readDefinitions(matches: readonly QueryMatch[]): Outline {
  const definitions: Definition[] = [];
  for (const { captures } of matches) {
    const name = captures.find((capture) => capture.name === "name");
    const whole = captures.find((capture) => capture.name !== "name");
    if (!name || !whole) continue;
    definitions.push({
      name: cleanName(name.node.text),
      kind: whole.name as SymbolKind, // the patterns name no other captures
      startLine: whole.node.startPosition.row + 1,
      endLine: whole.node.endPosition.row + 1,
    });
  }
  return definitions.sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}

/** `Cart::total(item)` is found as `total`, `Cart<T>` as `Cart`, a private `#total` as `total`. */
function cleanName(text: string): string {
  const [bare = ""] = text.split(/[<(]/, 1);
  return /([\w$\u00aa-\uffff]+)\W*$/.exec(bare)?.[1] ?? bare;
}
