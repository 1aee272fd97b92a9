import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { checkoutCommit } from "./checkout-commit.ts";
import { createGitRepository } from "./create-git-repository.ts";
import { diffCommits } from "./diff-commits.ts";
import type { GitRepository } from "./git-repository.ts";
import { listTree } from "./list-tree.ts";
import { mergeTrees } from "./merge-trees.ts";
import { readCommit } from "./read-commit.ts";
import { compareRefs, listRefs, moveRef, readRef } from "./refs.ts";
import { runGit } from "./run-git.ts";
import { type NewCommit, writeCommit } from "./write-commit.ts";
import { type TreeChange, writeTree } from "./write-tree.ts";

const author = { name: "Ada", email: "ada@example.com", date: "2026-01-02T03:04:05Z" };
const root = await mkdtemp(join(tmpdir(), "git-repository-"));
const files = join(root, "files");
await mkdir(join(files, "src"), { recursive: true });
await mkdir(join(files, "node_modules"));
await writeFile(join(files, ".gitignore"), "node_modules\n");
await writeFile(join(files, "node_modules", "big.js"), "not ours\n");
await writeFile(join(files, "src", "cart.ts"), "one\ntwo\nthree\nfour\nfive\n");
const git = await createGitRepository({
  directory: join(root, "shop.git"),
  defaultBranch: "main",
  branches: ["develop"],
  files,
  author,
});
const first = (await readRef(git, "refs/heads/main")) ?? "";

afterAll(async () => {
  git.close();
  await rm(root, { recursive: true, force: true });
});

test("the first commit holds the files that .gitignore leaves, on every branch", async () => {
  expect((await listTree(git, first, true))?.map(({ path }) => path)).toEqual([
    ".gitignore",
    "src",
    "src/cart.ts",
  ]);
  expect([...(await listRefs(git, "refs/heads/"))]).toEqual([
    ["refs/heads/develop", first],
    ["refs/heads/main", first],
  ]);
});

test("many reads at once get their own answers, and a missing object none", async () => {
  const expressions = [
    "refs/heads/main",
    `${first}:src/cart.ts`,
    "refs/heads/none",
    `${first}:.gitignore`,
    "a\nb",
  ];
  const objects = await Promise.all(expressions.map((expression) => git.read(expression)));
  expect(objects.map((object) => object?.type)).toEqual(["commit", "blob", undefined, "blob", undefined]);
  expect(objects[3]?.content.toString()).toBe("node_modules\n");
});

test("blobs, trees and commits have the ids that plain git gives them", async () => {
  const blob = await writeBlob(git, "grüße\n");
  const tree = await change([{ path: "src/ü/a b.ts", mode: "100644", sha: blob }]);
  const sha = await writeCommit(git, commitOf(tree, [first]));
  const clone = join(root, "clone.git");
  await runGit({ directory: clone, args: ["clone", "-q", "--bare", git.directory, clone] });
  const other = { directory: clone, args: ["commit-tree", tree, "-p", first, "-m", "Change"] };
  await git.run(["push", "-q", clone, `${sha}:refs/heads/copy`]);
  const environment = {
    GIT_AUTHOR_NAME: "Ada",
    GIT_AUTHOR_EMAIL: "ada@example.com",
    GIT_AUTHOR_DATE: "2026-01-02T03:04:05Z",
    GIT_COMMITTER_NAME: "Ada",
    GIT_COMMITTER_EMAIL: "ada@example.com",
    GIT_COMMITTER_DATE: "2026-01-02T03:04:05Z",
  };
  expect((await runGit({ ...other, environment })).output.toString().trim()).toBe(sha);
  expect(await readCommit(git, sha)).toEqual({ sha, ...commitOf(tree, [first]) });
});

test("a tree can lose files, turn a file into a folder and take over a whole folder", async () => {
  const blob = await writeBlob(git, "x\n");
  const tree = await change([
    { path: ".gitignore", mode: "100644", sha: null },
    { path: "src/cart.ts/index.ts", mode: "100755", sha: blob },
  ]);
  expect((await listTree(git, tree, true))?.map(({ mode, path }) => `${mode} ${path}`)).toEqual([
    "040000 src",
    "040000 src/cart.ts",
    "100755 src/cart.ts/index.ts",
  ]);
  const nested = await writeTree(git, undefined, [{ path: "copy", mode: "040000", sha: tree }]);
  expect((await listTree(git, nested ?? "", false))?.map(({ sha }) => sha)).toEqual([tree]);
});

test("a tree of impossible paths or objects is refused", async () => {
  const base = `${first}^{tree}`;
  expect(await writeTree(git, base, [{ path: "../x", mode: "100644", sha: first }])).toBeUndefined();
  expect(await writeTree(git, base, [{ path: "x", mode: "100644", sha: "1".repeat(40) }])).toBeUndefined();
});

test("a difference tells added, removed, renamed, changed and binary files apart", async () => {
  const text = await writeBlob(git, "one\ntwo\nthree\nfour\n5\n");
  const binary = await writeBlob(git, Buffer.from([0, 1, 2, 255]));
  const tree = await change([
    { path: "src/cart.ts", mode: "100644", sha: null },
    { path: "src/basket.ts", mode: "100644", sha: text },
    { path: "logo.png", mode: "100644", sha: binary },
    { path: ".gitignore", mode: "100644", sha: null },
    { path: "new.ts", mode: "100644", sha: await writeBlob(git, "no line break") },
  ]);
  const diffs = await diffCommits(git, first, await writeCommit(git, commitOf(tree, [first])));
  expect(diffs.map(({ status, path, additions, deletions }) => [status, path, additions, deletions])).toEqual(
    [
      ["removed", ".gitignore", 0, 1],
      ["added", "logo.png", 0, 0],
      ["added", "new.ts", 1, 0],
      ["renamed", "src/basket.ts", 1, 1],
    ],
  );
  expect(diffs.map(({ patch }) => patch)).toEqual([
    "@@ -1 +0,0 @@\n-node_modules",
    undefined,
    "@@ -0,0 +1 @@\n+no line break\n\\ No newline at end of file",
    "@@ -2,4 +2,4 @@ one\n two\n three\n four\n-five\n+5",
  ]);
  expect(diffs[3]?.previousPath).toBe("src/cart.ts");
});

test("merging joins changes of different files and refuses a conflict", async () => {
  const ours = await commitFile("ours.ts", "ours\n");
  const theirs = await commitFile("theirs.ts", "theirs\n");
  const rival = await commitFile("ours.ts", "rival\n");
  const merged = await mergeTrees(git, ours, theirs);
  const paths = (await listTree(git, merged ?? "", false))?.map(({ path }) => path);
  expect(paths).toEqual([".gitignore", "ours.ts", "src", "theirs.ts"]);
  expect(await mergeTrees(git, ours, rival)).toBeUndefined();
});

test("a ref moves only from where the caller saw it", async () => {
  const sha = await commitFile("move.ts", "x\n");
  const before = await listRefs(git, "refs/heads/");
  const created = { ref: "refs/heads/feature/1-move", before: undefined, after: sha };
  expect(await moveRef(git, created)).toBe(true);
  expect(await moveRef(git, created)).toBe(false);
  expect(await moveRef(git, { ...created, before: first, after: first })).toBe(false);
  expect(compareRefs(before, await listRefs(git, "refs/heads/"))).toEqual([created]);
  expect(await moveRef(git, { ...created, before: sha, after: undefined })).toBe(true);
  expect(await readRef(git, created.ref)).toBeUndefined();
});

test("a checkout is shallow and shares no object with the repository", async () => {
  const folder = join(root, "checkout");
  const sha = await commitFile("second.ts", "2\n");
  await checkoutCommit(git, sha, folder);
  const log = await runGit({ directory: join(folder, ".git"), args: ["log", "--format=%H"] });
  expect(log.output.toString()).toBe(`${sha}\n`);
  expect(existsSync(join(folder, ".git", "objects", "info", "alternates"))).toBe(false);
});

function commitOf(tree: string, parents: readonly string[]): NewCommit {
  return { tree, parents, message: "Change", author, committer: author };
}

async function change(changes: readonly TreeChange[]): Promise<string> {
  return (await writeTree(git, `${first}^{tree}`, changes)) ?? "";
}

async function commitFile(path: string, content: string): Promise<string> {
  const tree = await change([{ path, mode: "100644", sha: await writeBlob(git, content) }]);
  return writeCommit(git, commitOf(tree, [first]));
}

function writeBlob(repository: GitRepository, content: string | Uint8Array): Promise<string> {
  return repository.run(["hash-object", "-w", "--stdin"], { input: content });
}
