import type { Workspace } from "@osorganicai/core";

/** A command that must pass before a change is proposed. */
export interface ProjectCheck {
  /** Only what tests prove can turn from red to green. */
  readonly kind: "test" | "lint";
  readonly command: string;
}

/** What a project looks like, as far as its checks are concerned. */
export interface ProjectFiles {
  readonly paths: readonly string[];
  /** Content of `package.json`, when there is one. */
  readonly packageJson: string | undefined;
}

/** The checks a child configured, or those found from the project's files. Empty: nobody knows how to test this. */
export async function detectChecks(
  workspace: Workspace,
  configured: readonly string[] | undefined,
): Promise<readonly ProjectCheck[]> {
  if (configured)
    return configured.map((command) => ({ kind: isTestCommand(command) ? "test" : "lint", command }));
  const paths = await workspace.list();
  const packageJson = paths.includes("package.json") ? await workspace.read("package.json") : undefined;
  return findChecks({ paths, packageJson });
}

/** Pure: first ecosystem that fits wins. */
export function findChecks(project: ProjectFiles): readonly ProjectCheck[] {
  const scripts = nodeScripts(project);
  if (scripts.length > 0) return scripts;
  const found = ecosystems.find(({ file }) => project.paths.some((path) => file.test(path)));
  return found ? [{ kind: "test", command: found.command }] : [];
}

/** How other ecosystems test, by a file that gives them away. */
const ecosystems: readonly { readonly file: RegExp; readonly command: string }[] = [
  { file: /^go\.mod$/, command: "go test ./..." },
  { file: /^Cargo\.toml$/, command: "cargo test --offline" },
  { file: /^(pytest\.ini|conftest\.py|tox\.ini)$|(^|\/)test_[^/]+\.py$/, command: "python3 -m pytest -q" },
  { file: /^pom\.xml$/, command: "mvn -q -o test" },
  { file: /^(Gemfile|spec\/spec_helper\.rb)$/, command: "bundle exec rspec" },
];

const packageManagers: readonly { readonly lockfile: string; readonly run: string }[] = [
  { lockfile: "pnpm-lock.yaml", run: "pnpm run" },
  { lockfile: "yarn.lock", run: "yarn run" },
  { lockfile: "bun.lock", run: "bun run" },
];

function nodeScripts({ paths, packageJson }: ProjectFiles): readonly ProjectCheck[] {
  const scripts = parseScripts(packageJson);
  if (scripts["test"] === undefined || /no test specified/.test(scripts["test"])) return [];
  const run = packageManagers.find(({ lockfile }) => paths.includes(lockfile))?.run ?? "npm run";
  const lint = ["lint", "typecheck", "check-types"].filter((name) => scripts[name] !== undefined);
  return [
    ...lint.map((name) => ({ kind: "lint", command: `${run} ${name}` }) as const),
    { kind: "test", command: `${run} test` },
  ];
}

/** A package.json that cannot be parsed has no scripts: its own tools will say what is wrong with it. */
export function parseScripts(packageJson: string | undefined): Readonly<Record<string, string>> {
  try {
    const { scripts } = JSON.parse(packageJson ?? "{}") as { scripts?: unknown };
    return typeof scripts === "object" && scripts !== null ? (scripts as Record<string, string>) : {};
  } catch {
    return {};
  }
}

function isTestCommand(command: string): boolean {
  return /\b(tests?|spec|jest|vitest|pytest|rspec)\b/.test(command);
}
