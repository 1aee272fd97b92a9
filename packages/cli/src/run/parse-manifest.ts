/** Of a `package.json`, what says how the package is built, used and published. */
export interface Manifest {
  readonly name: string | undefined;
  /** Names of whatever it depends on, of any kind. */
  readonly dependencies: readonly string[];
  readonly buildsItself: boolean;
  /** Whether it is the root of a monorepo of npm, yarn or bun. */
  readonly hasWorkspaces: boolean;
  /** What it publishes: paths relative to its folder, up to the first wildcard. */
  readonly published: readonly string[];
}

/** Reads a `package.json`; one that cannot be parsed is that of a package with nothing in it. */
export function parseManifest(text: string): Manifest {
  const manifest = parse(text);
  const { name, files } = manifest;
  const kinds = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
  const entries = ["main", "module", "browser", "types", "typings", "bin", "exports"];
  const named = [...entries.map((key) => manifest[key]), files].flatMap(stringsOf);
  return {
    name: typeof name === "string" ? name : undefined,
    dependencies: kinds.flatMap((kind) => Object.keys(asObject(manifest[kind]))),
    buildsItself: typeof asObject(manifest["scripts"])["build"] === "string",
    hasWorkspaces: manifest["workspaces"] !== undefined,
    published: [...new Set(named.map(withoutWildcards))].filter((path) => path !== ""),
  };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return {};
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** `exports` are nested as deep as they like. */
function stringsOf(value: unknown): readonly string[] {
  return typeof value === "string" ? [value] : Object.values(asObject(value)).flatMap(stringsOf);
}

/** `./dist/*.js` is `dist`, `!dist/x` is nothing, and a path that leaves the package is nothing either. */
function withoutWildcards(path: string): string {
  const [plain = ""] = path.split(/[*?[{]/);
  const whole = plain === path ? path : plain.slice(0, plain.lastIndexOf("/") + 1);
  const parts = whole.split("/").filter((part) => part !== "" && part !== ".");
  return path.startsWith("!") || parts.includes("..") ? "" : parts.join("/");
}
