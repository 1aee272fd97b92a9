/** The names that a file defines, and how often it uses which. */
export interface Tags {
  readonly definitions: ReadonlySet<string>;
  /** Definitions too are uses, as they are to a tagger that only knows words. */
  readonly references: ReadonlyMap<string, number>;
}

const script: readonly RegExp[] = [
  /\b(?:function\*?|class|interface|enum|namespace|type)\s+([A-Za-z_$][\w$]*)/g,
  /^(?:export\s+)?(?:declare\s+)?(?:const|let|var)\s+([A-Za-z_$][\w$]*)/gm,
  /^\s*(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*=\s*(?:async\s*)?(?:function|\([^()]*\)\s*(?::[^=]+)?=>)/gm,
  /^\s+(?:(?:public|private|protected|static|async|get|set|override|readonly)\s+)*([A-Za-z_$#][\w$]*)\s*\([^()]*\)\s*(?::[^{;]+)?\{/gm,
  /^\s*[\w$.]+\.([A-Za-z_$][\w$]*)\s*=\s*(?:async\s*)?function\b/gm,
];

/** Definitions as a tagger finds them, by the look of their lines. */
const definitionsByEnding: Readonly<Record<string, readonly RegExp[]>> = {
  py: [/^\s*(?:async\s+)?(?:def|class)\s+(\w+)/gm, /^([A-Za-z_]\w*)\s*(?::[^=\n]+)?=[^=]/gm],
  go: [/^func\s+(?:\([^)]*\)\s*)?(\w+)/gm, /^\s*(?:type|var|const)\s+(\w+)/gm],
  rs: [
    /\b(?:fn|struct|enum|trait|mod|union|type)\s+(\w+)/g,
    /\b(?:const|static)\s+(?:mut\s+)?(\w+)\s*:/g,
    /macro_rules!\s+(\w+)/g,
  ],
  java: [
    /\b(?:class|interface|enum|record|@interface)\s+(\w+)/g,
    /^\s*(?:(?:public|private|protected|static|final|abstract|synchronized|default|native)\s+)+[\w<>[\], ?.&]+\s+(\w+)\s*[(=;]/gm,
  ],
};

/** Words that look like a method's name where a block begins. */
const notNames: ReadonlySet<string> = new Set("if for while switch catch function return with".split(" "));

export function findTags(path: string, text: string): Tags {
  const ending = /\.(\w+)$/.exec(path)?.[1] ?? "";
  const patterns = definitionsByEnding[ending] ?? script;
  const names = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name = ""]) => name));
  const references = new Map<string, number>();
  for (const [name] of text.matchAll(/[A-Za-z_$][\w$]*/g))
    references.set(name, (references.get(name) ?? 0) + 1);
  return { definitions: new Set(names.filter((name) => !notNames.has(name))), references };
}
