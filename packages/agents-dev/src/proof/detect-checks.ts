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
  /** Content of `Makefile`, when there is one. */
  readonly makefile?: string | undefined;
  /** Optional programs that work where the checks run. @default none */
  readonly tools?: ReadonlySet<OptionalTool>;
}

/** What a project may be made for and the machine may lack; there is another way to run the same then. */
export type OptionalTool = "pnpm" | "yarn" | "bun" | "pytest";

/** The checks a child configured, or those found from the project's files. Empty: nobody knows how to test this. */
export async function detectChecks(
  workspace: Workspace,
  configured: readonly string[] | undefined,
): Promise<readonly ProjectCheck[]> {
  if (configured) return nameKinds(configured);
  const paths = await workspace.list();
  const read = async (path: string) => (paths.includes(path) ? workspace.read(path) : undefined);
  return findChecks({
    paths,
    packageJson: await read("package.json"),
    makefile: await read("Makefile"),
    tools: await findTools(workspace, paths),
  });
}

/** By their names. When none looks like tests, all count as such: somebody said that these decide. */
function nameKinds(commands: readonly string[]): readonly ProjectCheck[] {
  const kindOf = (command: string) =>
    commands.some(isTestCommand) && !isTestCommand(command) ? "lint" : "test";
  return commands.map((command) => ({ kind: kindOf(command), command }));
}

/** Tried only where the project's files ask for them, because every try is a command in the sandbox. */
async function findTools(workspace: Workspace, paths: readonly string[]): Promise<ReadonlySet<OptionalTool>> {
  const works = new Set<OptionalTool>();
  for (const { tool, wantedBy, probe } of optionalTools)
    if (paths.some((path) => wantedBy.test(path)) && (await workspace.run(probe)).exitCode === 0)
      works.add(tool);
  return works;
}

const pythonTests = /(^|\/)(test_[^/]+|[^/]+_test)\.py$/;

const optionalTools: readonly {
  readonly tool: OptionalTool;
  readonly wantedBy: RegExp;
  readonly probe: string;
}[] = [
  { tool: "pnpm", wantedBy: /^pnpm-lock\.yaml$/, probe: "pnpm --version" },
  { tool: "yarn", wantedBy: /^yarn\.lock$/, probe: "yarn --version" },
  { tool: "bun", wantedBy: /^bun\.lockb?$/, probe: "bun --version" },
  { tool: "pytest", wantedBy: pythonTests, probe: "python3 -c 'import pytest'" },
];

/** Pure: first ecosystem that fits wins. */
export function findChecks(project: ProjectFiles): readonly ProjectCheck[] {
  const scripts = nodeScripts(project);
  if (scripts.length > 0) return scripts;
  const found = ecosystems.find(({ file }) => project.paths.some((path) => file.test(path)));
  const command = found?.command ?? pythonCommand(project) ?? makeCommand(project);
  return command === undefined ? [] : [{ kind: "test", command }];
}

/** How other ecosystems test, by a file that gives them away. */
const ecosystems: readonly { readonly file: RegExp; readonly command: string }[] = [
  { file: /^go\.mod$/, command: "go test ./..." },
  { file: /^Cargo\.toml$/, command: "cargo test --offline" },
  { file: /^pom\.xml$/, command: "mvn -q -o test" },
  { file: /^(Gemfile|spec\/spec_helper\.rb)$/, command: "bundle exec rspec" },
];

/** pytest runs unittest's tests as well; without it, unittest has to be told the folder unless it is a package. */
function pythonCommand({ paths, tools }: ProjectFiles): string | undefined {
  const tests = paths.filter((path) => pythonTests.test(path));
  const saysPytest = paths.some((path) => /^(pytest\.ini|conftest\.py|tox\.ini)$|\/conftest\.py$/.test(path));
  if (tools?.has("pytest") || saysPytest)
    return tests.length > 0 || saysPytest ? "python3 -m pytest -q" : undefined;
  const [first] = tests;
  if (first === undefined) return undefined;
  const folder = first.includes("/") ? first.slice(0, first.indexOf("/")) : "";
  return folder === "" || paths.includes(`${folder}/__init__.py`)
    ? "python3 -m unittest"
    : `python3 -m unittest discover -s ${folder}`;
}

/** Last, because the same target often does more than tests. */
function makeCommand({ makefile = "" }: ProjectFiles): string | undefined {
  return /^test\s*:(?!=)/m.test(makefile) ? "make test" : undefined;
}

/** npm runs the scripts of them all, where theirs is not installed. */
const packageManagers = [
  { lockfiles: ["pnpm-lock.yaml"], tool: "pnpm" },
  { lockfiles: ["yarn.lock"], tool: "yarn" },
  { lockfiles: ["bun.lock", "bun.lockb"], tool: "bun" },
] as const;

function nodeScripts({ paths, packageJson, tools }: ProjectFiles): readonly ProjectCheck[] {
  const scripts = parseScripts(packageJson);
  if (scripts["test"] === undefined || /no test specified/.test(scripts["test"])) return [];
  const manager = packageManagers.find(
    ({ lockfiles, tool }) => tools?.has(tool) && lockfiles.some((file) => paths.includes(file)),
  );
  const run = `${manager?.tool ?? "npm"} run`;
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
