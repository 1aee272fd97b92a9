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
  let byName: ReadonlyMap<string, string> | undefined;
  let byCrate: ReadonlyMap<string, string> | undefined;
  const crates = () => (byCrate ??= findCrates(files));
  const packages = () => (byName ??= findPackages(files));
  const unique = (ending: string) => {
    const found = endings.get(ending.toLowerCase()) ?? [];
    return found.length > 0 && found.length <= 2 ? found : [];
  };
  return (from, specifier) => {
    const extension = /\.([^./]+)$/.exec(from)?.[1] ?? "";
    if (extension === "py" || extension === "pyi") return resolvePython(from, specifier, { numbers, unique });
    if (extension === "rs") return resolveRust(from, specifier, { numbers, unique, crates: crates() });
    if (extension === "go") return resolveGo(specifier, folders());
    if (/^(java|kt|scala|groovy|cs|php)$/.test(extension)) return resolveDotted(specifier, unique);
    return resolveScript(from, specifier, { numbers, unique, packages: packages() });
  };
}

type Unique = (ending: string) => readonly number[];

/** Paths that there are, whole and by their ends. */
interface Paths {
  readonly numbers: ReadonlyMap<string, number>;
  readonly unique: Unique;
}

/** What else finds the imports of scripts. */
interface ScriptPaths extends Paths {
  /** Folders of packages of the workspace, by their names. */
  readonly packages: ReadonlyMap<string, string>;
}

/** What else finds the imports of Rust. */
interface RustPaths extends Paths {
  /** Folders with the modules of each crate of the workspace, by its name in code. */
  readonly crates: ReadonlyMap<string, string>;
}

function resolveScript(from: string, specifier: string, paths: ScriptPaths): readonly number[] {
  const { numbers, unique } = paths;
  if (!specifier.startsWith(".")) {
    const found = resolvePackage(specifier, paths);
    if (found.length > 0) return found;
    // An alias (`@/lib/cart`, `~/lib/cart`, `#lib/cart`): by the end of the path.
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

/** `@shop/cart` and `cart/prices` are what lies in the folder `cart` of the workspace, whatever they say in `package.json`. */
function resolvePackage(specifier: string, { numbers, packages }: ScriptPaths): readonly number[] {
  const [name = "", ...inside] = specifier.replace(/^@[\w.-]+\//, "").split("/");
  const folder = packages.get(name);
  if (folder === undefined) return [];
  const within = inside.join("/").replace(/\.[cm]?[jt]sx?$/, "");
  for (const base of [`${folder}/src`, folder])
    for (const ending of scriptEndings) {
      const found = numbers.get(within === "" ? base + ending : `${base}/${within}${ending}`);
      if (found !== undefined) return [found];
    }
  return [];
}

/** Whatever has scripts in a `src` is a package, named as its folder; of two that are named alike, the one higher up. */
function findPackages(files: readonly IndexedFile[]): ReadonlyMap<string, string> {
  const folders = files.flatMap(({ path, kind }) =>
    kind === "source"
      ? (/^((?:[^/]+\/)*?[^/]+)\/src\/.*\.(?:[cm]?[jt]sx?|vue|svelte)$/.exec(path)?.[1] ?? [])
      : [],
  );
  const byDepth = [...new Set(folders)].sort((a, b) => b.split("/").length - a.split("/").length);
  return new Map(byDepth.map((folder) => [folder.slice(folder.lastIndexOf("/") + 1), folder]));
}

/** Where the modules of each crate lie: `axum_core` in `axum-core/src`. */
function findCrates(files: readonly IndexedFile[]): ReadonlyMap<string, string> {
  return new Map(
    files.flatMap(({ path }) => {
      const [, folder, name = ""] = /^((?:.*\/)?([^/]+)\/src)\/lib\.rs$/.exec(path) ?? [];
      return folder === undefined ? [] : [[name.replaceAll("-", "_"), folder] as const];
    }),
  );
}

function resolvePython(from: string, specifier: string, { numbers, unique }: Paths): readonly number[] {
  const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
  const path = specifier.slice(dots).replaceAll(".", "/");
  if (dots === 0) return unique(path);
  const base = join(from, `${"../".repeat(dots - 1) || "./"}${path}`);
  const found = numbers.get(`${base}.py`) ?? numbers.get(`${base}/__init__.py`);
  return found === undefined ? [] : [found];
}

/** A class, or what belongs to one and is imported by itself. */
function resolveDotted(specifier: string, unique: Unique): readonly number[] {
  const parts = specifier.split(/[.\\]/);
  const whole = unique(parts.join("/"));
  return whole.length > 0 || parts.length < 3 ? whole : unique(parts.slice(0, -1).join("/"));
}

function resolveRust(
  from: string,
  specifier: string,
  { numbers, unique, crates }: RustPaths,
): readonly number[] {
  const [first = "", ...rest] = specifier.split("::");
  const crate = first === "crate" ? /^(?:.*\/)?src(?=\/)/.exec(from)?.[0] : crates.get(first);
  if (crate !== undefined) return resolveModule(crate, rest, numbers);
  const parts = specifier.split("::").filter((part) => !/^(self|super|std|core|alloc)$/.test(part));
  const last = parts.at(-1);
  if (last === undefined) return [];
  const sibling = `${from.slice(0, from.lastIndexOf("/") + 1)}${parts.join("/")}`;
  const whole = unique(sibling);
  return whole.length > 0 ? whole : parts.length > 1 ? unique(parts.slice(0, -1).join("/")) : unique(last);
}

/** What a path of modules names is an item of the deepest file that there is, or of the crate itself. */
function resolveModule(
  crate: string,
  modules: readonly string[],
  numbers: ReadonlyMap<string, number>,
): readonly number[] {
  for (let depth = modules.length; depth > 0; depth--) {
    const base = `${crate}/${modules.slice(0, depth).join("/")}`;
    const found = numbers.get(`${base}.rs`) ?? numbers.get(`${base}/mod.rs`);
    if (found !== undefined) return [found];
  }
  const root = numbers.get(`${crate}/lib.rs`) ?? numbers.get(`${crate}/main.rs`);
  return root === undefined ? [] : [root];
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
