import { globSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One package of the workspace, as far as the architecture is concerned. */
export interface WorkspacePackage {
  readonly name: string;
  /** Relative to the repository's root. */
  readonly folder: string;
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
  readonly files: readonly SourceFile[];
}

/** One TypeScript file and every module it names. */
export interface SourceFile {
  /** Relative to the repository's root. */
  readonly path: string;
  readonly isTest: boolean;
  /** Specifiers of imports, re-exports, dynamic imports, requires and type imports. */
  readonly imports: readonly string[];
}

/** Reads the manifests and sources of every package below a folder such as `packages`. */
export function readPackages(root: string, folder: string): readonly WorkspacePackage[] {
  return readdirSync(join(root, folder)).map((name) => readPackage(root, `${folder}/${name}`));
}

function readPackage(root: string, folder: string): WorkspacePackage {
  const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Manifest;
  const {
    name,
    dependencies = {},
    peerDependencies = {},
    optionalDependencies = {},
    devDependencies = {},
  } = manifest;
  const paths = globSync(["src/**/*.ts", "scripts/**/*.ts", "*.ts"], { cwd: join(root, folder) });
  return {
    name,
    folder,
    dependencies: Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies }),
    devDependencies: Object.keys(devDependencies),
    files: paths.map((path) => readSource(root, `${folder}/${path}`)),
  };
}

interface Manifest {
  readonly name: string;
  readonly dependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

function readSource(root: string, path: string): SourceFile {
  const text = readFileSync(join(root, path), "utf8");
  return { path, isTest: /\.test(-d)?\.ts$/.test(path), imports: findImports(text) };
}

/** Every module a source names: `from "x"`, `import "x"`, `import("x")`, `require("x")`, `require.resolve("x")`. */
export function findImports(text: string): readonly string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "");
  const pattern =
    /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire(?:\.resolve)?\s*\(\s*|\bimport\.meta\.resolve\s*\(\s*)["'`]([^"'`\n]+)["'`]/g;
  return [...new Set([...code.matchAll(pattern)].map(([, specifier]) => specifier ?? ""))];
}
