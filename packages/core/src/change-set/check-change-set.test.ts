import { expect, test } from "vitest";
import type { ChangeSet, FileChange } from "./change-set.ts";
import { assertChangeSet, findRefusals } from "./check-change-set.ts";

const write = (path: string, content = "x"): FileChange => ({
  op: "write",
  path,
  mode: "100644",
  content: new TextEncoder().encode(content),
});
const changing = (...changes: FileChange[]): ChangeSet => ({ baseCommit: "a".repeat(40), changes });

test.for([
  "src/checkout.ts",
  "test/coupon.test.ts",
  "docs/größe.md",
  "app/[id]/(group)/page.tsx",
  ".env.example",
  "src/.eslintrc.json",
  "github/readme.md",
  ".env.template",
  `${"a/".repeat(119)}ab`,
  "package.json",
  "Makefile",
  "src/dockerfile.ts",
  "src/composer.yaml",
  "src/lockfile.ts",
  "src/claude/client.ts",
  "supabase/functions/hello/index.ts",
  "src/environment.ts",
])("%s may be written", (path) => {
  expect(findRefusals(changing(write(path)))).toEqual([]);
});

test.for([
  "",
  "/etc/passwd",
  "../x",
  "a/../b",
  "a//b",
  "./a",
  "a\\b",
  "a/\u202Eb",
  "a\0b",
  "src/cafe\u0301.ts",
  "a /b",
  "con.txt",
  "git~1/config",
  ".git/config",
  "sub/.GIT/hooks/pre-commit",
  ".github/workflows/ci.yml",
  ".GitHub/workflows/ci.yml",
  ".gitattributes",
  "sub/.gitmodules",
  ".npmrc",
  "packages/a/.npmrc",
  ".env",
  ".env.production",
  ".vscode/tasks.json",
  "CODEOWNERS",
  "docs/CODEOWNERS",
  `${"a/".repeat(120)}b`,
  ".pnpmfile.cjs",
  ".yarnrc.yml",
  ".pypirc",
  ".netrc",
  ".envrc",
  ".env.example.local",
  ".husky/pre-commit",
  ".osorganicai/data/x",
  ".circleci/config.yml",
  ".devcontainer/devcontainer.json",
  ".mcp.json",
  ".gitlab-ci.yml",
  "azure-pipelines.yml",
  "Jenkinsfile",
  "lib/nul.ts",
  "COM1",
  "what?.ts",
  "a:b",
  "src/ a.ts",
  "src./a.ts",
  "a\u2028b",
  "a\ud800b",
  // git and CI
  ".git-credentials",
  "packages/a/.github/workflows/ci.yml",
  "action.yml",
  "tools/deploy/action.yaml",
  ".travis.yml",
  "bitbucket-pipelines.yml",
  ".buildkite/pipeline.yml",
  ".gitea/workflows/ci.yml",
  ".forgejo/workflows/ci.yml",
  ".woodpecker.yml",
  ".woodpecker/test.yml",
  "azure-pipelines.yaml",
  "azure-pipelines-nightly.yml",
  ".gitlab/ci/test.yml",
  "packages/a/.circleci/config.yml",
  "ci/Jenkinsfile.groovy",
  // deployment
  "vercel.json",
  "Dockerfile",
  "api/Dockerfile.prod",
  "web.dockerfile",
  "docker-compose.yml",
  "docker-compose.override.yaml",
  "compose.yaml",
  // installers, lockfiles, other ecosystems' manifests
  "pnpm-workspace.yaml",
  "bunfig.toml",
  ".yarn/releases/yarn-4.0.0.cjs",
  ".yarnrc",
  "package.yaml",
  "package-lock.json",
  "packages/a/pnpm-lock.yaml",
  "bun.lock",
  "Cargo.lock",
  "Cargo.toml",
  "pyproject.toml",
  "requirements-dev.txt",
  // hooks, editors, runners
  "lefthook.yml",
  ".pre-commit-config.yaml",
  "packages/x/.husky/pre-commit",
  "packages/x/.vscode/tasks.json",
  "vitest.config.ts",
  "packages/a/jest.config.cjs",
  ".mocharc.yml",
  "pytest.ini",
  // coding agents
  ".claude/settings.json",
  "packages/a/.mcp.json",
  ".cursor/rules/all.mdc",
  "CLAUDE.md",
  "packages/a/AGENTS.md",
  // ours and secrets
  "renovate.json",
  ".renovaterc.json5",
  "osorganicai.config.ts",
  "packages/a/.osorganicai/lock.json",
  "supabase/migrations/0001.sql",
  ".env-local",
  "packages/a/.env.test",
  ".ſsh/config",
])("%j may not be written", (path) => {
  expect(findRefusals(changing(write(path)))).not.toEqual([]);
});

test("a denied path may not be deleted either", () => {
  expect(findRefusals(changing({ op: "delete", path: ".github/workflows/ci.yml" }))).toHaveLength(1);
});

test("two paths that are one file on some file systems are refused", () => {
  expect(findRefusals(changing(write("README.md"), write("Readme.md")))).toEqual([
    { path: "Readme.md", reason: "is the same file as README.md on some file systems" },
  ]);
});

test.for([
  ["a", "A/b"],
  ["A/b", "a"],
  ["src/Cart/a.ts", "src/cart/b.ts"],
  ["straße.md", "STRASSE.md"],
  ["a", "a"],
  ["a/b", "a/b"],
] as const)("%s beside %s is refused", ([first, second]) => {
  expect(findRefusals(changing(write(first), write(second)))).toMatchObject([{ path: second }]);
});

test("files of one folder, and a file that becomes a folder, are no twins", () => {
  expect(findRefusals(changing(write("a/b"), write("a/c"), write("a/d/e")))).toEqual([]);
  expect(findRefusals(changing({ op: "delete", path: "a" }, write("a/b")))).toEqual([]);
});

test("an empty change, too many files and too many bytes are refused", () => {
  expect(findRefusals(changing())[0]?.reason).toContain("nothing was changed");
  expect(findRefusals(changing(write("a"), write("b")), { maxFiles: 1 })[0]?.reason).toContain("limit of 1");
  expect(findRefusals(changing(write("a", "12345")), { maxBytes: 4 })[0]?.reason).toContain("limit of 4");
});

test("the error names every refusal, not only the first", () => {
  expect(() => assertChangeSet(changing(write(".npmrc"), write("../x")))).toThrow(/\.npmrc: .*\.\.\/x: /);
});

test("by default a change may have 100 files and 4 MiB, and no more", () => {
  const files = Array.from({ length: 101 }, (_, index) => write(`src/${index}.ts`));
  expect(findRefusals(changing(...files.slice(1)))).toEqual([]);
  expect(findRefusals(changing(...files))).toEqual([
    { path: "", reason: "101 files are more than the limit of 100" },
  ]);
  const bytes = "x".repeat(4 * 1024 * 1024);
  expect(findRefusals(changing(write("a", bytes)))).toEqual([]);
  expect(findRefusals(changing(write("a", bytes), write("b", "x")))).toHaveLength(1);
});

test("what is wrong with the whole change is told without a path", () => {
  expect(() => assertChangeSet(changing())).toThrow("The change cannot be committed. nothing was changed.");
});
