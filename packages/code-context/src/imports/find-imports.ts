const quoted = /(?:\bfrom\s*|\brequire\(\s*|\bimport\(\s*|\bimport\s+)(["'])([^"'\n]+)\1/g;
const python = /^[ \t]*(?:from\s+([\w.]*)\s+import\s+\(?([\w, \t]*)|import\s+([\w., \t]+))/gm;
const goBlock = /^import\s*\(([^)]{0,9999})\)|^import\s+(?:[\w.]+\s+)?"([^"]+)"/gm;
const dotted = /^[ \t]*(?:import|using)\s+(?:static\s+)?([\w.]+)/gm;
const rust = /\b(?:use|mod)\s+((?:\w+)(?:::\w+)*)(::\{[^}]{0,1999}\})?/g;
const include = /^[ \t]*#[ \t]*include\s+"([^"]+)"/gm;
const php = /^use\s+([\w\\]+)/gm;
const ruby = /\brequire(?:_relative)?\s+["']([^"']+)["']/g;

/**
 * What a file says that it needs, as it is written there: module specifiers, dotted names, paths. Which file that is,
 * `resolveImports` knows.
 */
export function findImports(path: string, text: string): readonly string[] {
  const extension = /\.([^./]+)$/.exec(path)?.[1] ?? "";
  const find = finders.get(extension);
  return find ? [...new Set(find(text))] : [];
}

const all = (pattern: RegExp) => (text: string) => [...text.matchAll(pattern)].map((match) => match[1] ?? "");

const findQuoted = (text: string) => [...text.matchAll(quoted)].map((match) => match[2] ?? "");

function findPython(text: string): readonly string[] {
  return [...text.matchAll(python)].flatMap(([, from, names = "", modules = ""]) => {
    const list = (words: string) => words.split(",").flatMap((word) => word.trim().split(/\s/, 1)[0] || []);
    if (from === undefined) return list(modules);
    return [from, ...list(names).map((name) => (from.endsWith(".") ? from + name : `${from}.${name}`))];
  });
}

function findGo(text: string): readonly string[] {
  return [...text.matchAll(goBlock)].flatMap(([, block = "", single]) =>
    single === undefined ? [...block.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? "") : [single],
  );
}

function findRust(text: string): readonly string[] {
  return [...text.matchAll(rust)].flatMap(([, base = "", group]) => [
    base,
    ...(group?.match(/\w+/g) ?? []).map((name) => `${base}::${name}`),
  ]);
}

type Find = (text: string) => readonly string[];

const finders: ReadonlyMap<string, Find> = new Map(
  (
    [
      ["ts tsx mts cts js jsx mjs cjs vue svelte astro", findQuoted],
      ["py pyi", findPython],
      ["go", findGo],
      ["rs", findRust],
      ["java kt scala groovy cs", all(dotted)],
      ["c h cc cpp hpp", all(include)],
      ["php", all(php)],
      ["rb", all(ruby)],
    ] as const
  ).flatMap(([extensions, find]) => extensions.split(" ").map((extension) => [extension, find] as const)),
);
