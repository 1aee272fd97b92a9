import type { Workspace } from "@osorganicai/core";
import { expect, test } from "vitest";
import { detectChecks, findChecks, type ProjectFiles } from "./detect-checks.ts";

const node = (scripts: object, ...paths: string[]): ProjectFiles => ({
  paths: ["package.json", ...paths],
  packageJson: JSON.stringify({ scripts }),
});
const other = (...paths: string[]): ProjectFiles => ({ paths, packageJson: undefined });

const projects: readonly [string, ProjectFiles, readonly string[]][] = [
  ["an npm project", node({ test: "node --test", lint: "eslint ." }), ["npm run lint", "npm run test"]],
  ["a pnpm project", node({ test: "vitest run" }, "pnpm-lock.yaml"), ["pnpm run test"]],
  [
    "a yarn project",
    node({ test: "jest", typecheck: "tsc" }, "yarn.lock"),
    ["yarn run typecheck", "yarn run test"],
  ],
  ["a bun project", node({ test: "bun test" }, "bun.lock"), ["bun run test"]],
  ["a Java project", other("pom.xml"), ["mvn -q -o test"]],
  ["a Ruby project", other("Gemfile"), ["bundle exec rspec"]],
  ["npm's placeholder script", node({ test: 'echo "Error: no test specified" && exit 1' }), []],
  ["a package.json without scripts", { paths: ["package.json"], packageJson: "{}" }, []],
  ["a package.json that is broken", { paths: ["package.json"], packageJson: "{" }, []],
  ["a Go module", other("go.mod", "main_test.go"), ["go test ./..."]],
  ["a Python project", other("src/app.py", "tests/test_app.py"), ["python3 -m pytest -q"]],
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
  expect(await detectChecks({} as Workspace, [command])).toEqual([{ kind, command }]);
});
