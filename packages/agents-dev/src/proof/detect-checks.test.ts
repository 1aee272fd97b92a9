import type { Workspace } from "@osorganicai/core";
import { expect, test } from "vitest";
import { detectChecks, findChecks, type OptionalTool, type ProjectFiles } from "./detect-checks.ts";

const node = (scripts: object, ...paths: string[]): ProjectFiles => ({
  paths: ["package.json", ...paths],
  packageJson: JSON.stringify({ scripts }),
});
const other = (...paths: string[]): ProjectFiles => ({ paths, packageJson: undefined });
const having = (project: ProjectFiles, ...tools: OptionalTool[]): ProjectFiles => ({
  ...project,
  tools: new Set(tools),
});

const projects: readonly [string, ProjectFiles, readonly string[]][] = [
  ["an npm project", node({ test: "node --test", lint: "eslint ." }), ["npm run lint", "npm run test"]],
  ["a pnpm project", having(node({ test: "vitest run" }, "pnpm-lock.yaml"), "pnpm"), ["pnpm run test"]],
  ["a pnpm project where pnpm is missing", node({ test: "vitest run" }, "pnpm-lock.yaml"), ["npm run test"]],
  [
    "a yarn project",
    having(node({ test: "jest", typecheck: "tsc" }, "yarn.lock"), "yarn"),
    ["yarn run typecheck", "yarn run test"],
  ],
  ["a bun project", having(node({ test: "bun test" }, "bun.lock"), "bun"), ["bun run test"]],
  ["a Java project", other("pom.xml"), ["mvn -q -o test"]],
  ["a Ruby project", other("Gemfile"), ["bundle exec rspec"]],
  ["npm's placeholder script", node({ test: 'echo "Error: no test specified" && exit 1' }), []],
  ["a package.json without scripts", { paths: ["package.json"], packageJson: "{}" }, []],
  ["a package.json that is broken", { paths: ["package.json"], packageJson: "{" }, []],
  ["a Go module", other("go.mod", "main_test.go"), ["go test ./..."]],
  ["a Python project", having(other("src/app.py", "tests/test_app.py"), "pytest"), ["python3 -m pytest -q"]],
  ["a Python project that says pytest", other("pytest.ini"), ["python3 -m pytest -q"]],
  [
    "a Python project where pytest is missing",
    other("app.py", "tests/test_app.py"),
    ["python3 -m unittest discover -s tests"],
  ],
  [
    "a Python project whose tests are a package",
    other("app.py", "tests/__init__.py", "tests/test_app.py"),
    ["python3 -m unittest"],
  ],
  [
    "a Makefile with tests",
    { ...other("Makefile"), makefile: "all:\n\ntest: all\n\t./run\n" },
    ["make test"],
  ],
  ["a Makefile without", { ...other("Makefile"), makefile: "test := 1\nlatest:\n" }, []],
  ["a monorepo", node({ test: "turbo test" }, "pnpm-lock.yaml", "packages/a/package.json"), ["npm run test"]],
  ["a Rust crate", other("Cargo.toml"), ["cargo test --offline"]],
  ["a folder of notes", other("README.md"), []],
];

test.for(projects)("%s is checked by what it says itself", ([, project, commands]) => {
  expect(findChecks(project).map(({ command }) => command)).toEqual(commands);
});

test("only tests can turn from red to green", () => {
  expect(findChecks(node({ test: "x", lint: "y" })).map(({ kind }) => kind)).toEqual(["lint", "test"]);
});

test.for([
  ["npm test", "test"],
  ["make tests", "test"],
  ["npx vitest run", "test"],
  ["uv run pytest", "test"],
  ["make latest", "lint"],
  ["npm run lint", "lint"],
] as const)("of what the child configured, %s is a %s", async ([command, kind]) => {
  const checks = await detectChecks({} as Workspace, [command, "npm test"]);
  expect(checks[0]).toEqual({ kind, command });
});

test("when nothing that the child configured looks like tests, all of it decides", async () => {
  const checks = await detectChecks({} as Workspace, ["./verify.sh"]);
  expect(checks).toEqual([{ kind: "test", command: "./verify.sh" }]);
});
