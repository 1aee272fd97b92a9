import type { IndexedFile } from "../files/choose-files.ts";

/** Finds the files that a specifier may mean. */
export type Resolve = (from: string, specifier: string) => readonly number[];

const scriptEndings = [
  ..."|.ts|.tsx|.js|.jsx|.mjs|.cjs|.mts|.cts|.vue|.svelte".split("|"),
  ..."/index.ts|/index.tsx|/index.js|/index.mjs|/index.mts|/src/index.ts|/src/index.js".split("|"),
];

/**
 * Resolves imports by the paths that there are, without a compiler: relative specifiers, workspace packages and aliases by
 * the end of their paths, dotted names by folders. A specifier that could mean several files means none of them.
 */
export function createResolve(files: readonly IndexedFile[]): Resolve {
  const numbers = new Map(files.map(({ path }, file) => [path, file]));
  const endings = indexEndings(files);
  let byFolder: ReadonlyMap<string, readonly number[]> | undefined;
  const folders = () => (byFolder ??= Map.groupBy(files.keys(), (file) => folderOf(files[file]?.path ?? "")));
  const unique = (ending: string) => {
    const found = endings.get(ending.toLowerCase()) ?? [];
    return found.length > 0 && found.length <= 2 ? found : [];
  };
  return (from, specifier) => {
    const extension = /\.([^./]+)$/.exec(from)?.[1] ?? "";
    if (extension === "py" || extension === "pyi") return resolvePython(from, specifier, { numbers, unique });
    if (extension === "rs") return resolveRust(from, specifier, unique);
    if (extension === "go") return resolveGo(specifier, folders());
    if (/^(java|kt|scala|groovy|cs|php)$/.test(extension)) return unique(specifier.split(/[.\\]/).join("/"));
    return resolveScript(from, specifier, { numbers, unique });
  };
}

type Unique = (ending: string) => readonly number[];

/** Paths that there are, whole and by their ends. */
interface Paths {
  readonly numbers: ReadonlyMap<string, number>;
  readonly unique: Unique;
}

function resolveScript(from: string, specifier: string, { numbers, unique }: Paths): readonly number[] {
  if (!specifier.startsWith(".")) {
    // An alias (`@/lib/cart`, `~/lib/cart`, `#lib/cart`) or a package of the workspace: by the end of the path.
    const inside = specifier.replace(/^(?:[@~#]\/?|\$lib\/)/, "");
    return inside.includes("/") || inside !== specifier ? unique(inside.replace(/\.[cm]?[jt]sx?$/, "")) : [];
  }
  const base = join(from, specifier);
  const bases = [
    base,
    base.replace(/\.([cm]?)jsx?$/, ".$1ts"),
    base.replace(/\.jsx?$/, ".tsx"),
    base.replace(/\.[cm]?jsx?$/, ""),
  ];
  for (const candidate of bases)
    for (const ending of scriptEndings) {
      const found = numbers.get(candidate + ending);
      if (found !== undefined) return [found];
    }
  return [];
}

function resolvePython(from: string, specifier: string, { numbers, unique }: Paths): readonly number[] {
  const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
  const path = specifier.slice(dots).replaceAll(".", "/");
  if (dots === 0) return unique(path);
  const base = join(from, `${"../".repeat(dots - 1) || "./"}${path}`);
  const found = numbers.get(`${base}.py`) ?? numbers.get(`${base}/__init__.py`);
  return found === undefined ? [] : [found];
}

function resolveRust(from: string, specifier: string, unique: Unique): readonly number[] {
  const parts = specifier.split("::").filter((part) => !/^(crate|self|super|std|core|alloc)$/.test(part));
  const last = parts.at(-1);
  if (last === undefined) return [];
  const sibling = `${from.slice(0, from.lastIndexOf("/") + 1)}${parts.join("/")}`;
  const whole = unique(sibling);
  return whole.length > 0 ? whole : parts.length > 1 ? unique(parts.slice(0, -1).join("/")) : unique(last);
}

const MAX_IN_FOLDER = 12;

/** A Go import names a folder. */
function resolveGo(specifier: string, folders: ReadonlyMap<string, readonly number[]>): readonly number[] {
  const folder = specifier.split("/").slice(3).join("/");
  if (!specifier.includes(".") || folder === "") return [];
  return (folders.get(folder) ?? []).slice(0, MAX_IN_FOLDER);
}

/** `a/b/c.ts` is found as `a/b/c`, `b/c` and `c`; an index file also by its folder. */
function indexEndings(files: readonly IndexedFile[]): ReadonlyMap<string, number[]> {
  const endings = new Map<string, number[]>();
  const add = (ending: string, file: number) => {
    const known = endings.get(ending);
    if (!known) endings.set(ending, [file]);
    else if (known.length < 4) known.push(file);
  };
  files.forEach(({ path }, file) => {
    const bare = path.toLowerCase().replace(/\.[^./]+$/, "");
    const whole = bare.replace(/\/(?:index|__init__|mod|lib)$/, "");
    const parts = whole.split("/");
    for (let start = Math.max(0, parts.length - 6); start < parts.length; start++)
      add(parts.slice(start).join("/"), file);
    const withoutSource = whole.replace(/(^|\/)src(?=\/|$)/, "").replace(/^packages\//, "");
    if (withoutSource !== whole) add(withoutSource, file);
  });
  return endings;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** @returns `specifier` seen from the folder of `from` */
function join(from: string, specifier: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
