import { expect, test } from "vitest";
import { commitFiles, startTestTwin } from "../test-twin.ts";

test("blobs, trees, commits and refs make a branch", async () => {
  const { twin, at, as } = await startTestTwin({ "README.md": "# Shop\n", "src/a.ts": "a\n" });
  const { git, repos } = as("octocat");
  const { data: main } = await git.getRef({ ...at, ref: "heads/main" });
  const content = Buffer.from("grüße\n").toString("base64");
  const { data: blob } = await git.createBlob({ ...at, content, encoding: "base64" });
  const entries = [{ path: "src/ü/b.ts", mode: "100755", type: "blob", sha: blob.sha }] as const;
  const { data: tree } = await git.createTree({ ...at, base_tree: main.object.sha, tree: [...entries] });
  const { data: commit } = await git.createCommit({
    ...at,
    message: "Greet",
    tree: tree.sha,
    parents: [main.object.sha],
  });
  expect(commit).toMatchObject({
    message: "Greet",
    author: { name: "octocat" },
    parents: [{ sha: main.object.sha }],
  });
  await git.createRef({ ...at, ref: "refs/heads/feature/1-x", sha: commit.sha });
  const { data: listed } = await git.getTree({ ...at, tree_sha: "feature/1-x", recursive: "1" });
  expect(listed.tree.map(({ path, mode }) => `${mode} ${path}`)).toEqual([
    "100644 README.md",
    "040000 src",
    "100644 src/a.ts",
    "040000 src/ü",
    "100755 src/ü/b.ts",
  ]);
  const { data: file } = await repos.getContent({ ...at, path: "src/ü/b.ts", ref: "feature/1-x" });
  expect(file).toMatchObject({ type: "file", content: `${content}\n`, size: 8 });
  const { data: folder } = await repos.getContent({ ...at, path: "src", ref: "feature/1-x" });
  expect(folder).toMatchObject([
    { name: "a.ts", type: "file" },
    { name: "ü", type: "dir" },
  ]);
  expect(await twin.violations()).toEqual([]);
});

test("a branch is taken once, moves forward only, and back only by force", async () => {
  const { twin, at, as } = await startTestTwin({ "README.md": "# Shop\n" });
  const octocat = as("octocat");
  const { data: main } = await octocat.git.getRef({ ...at, ref: "heads/main" });
  const sha = await commitFiles(octocat, at, { branch: "one", files: { "a.ts": "1\n" } });
  const taken = { ...at, ref: "refs/heads/one", sha };
  await expect(octocat.git.createRef(taken)).rejects.toMatchObject({
    status: 422,
    message: /Reference already exists/,
  });
  await expect(
    octocat.git.createRef({ ...taken, ref: "refs/heads/x", sha: "1".repeat(40) }),
  ).rejects.toMatchObject({ message: /Object does not exist/ });
  const back = { ...at, ref: "heads/one", sha: main.object.sha };
  await expect(octocat.git.updateRef(back)).rejects.toMatchObject({
    status: 422,
    message: /not a fast forward/,
  });
  expect((await octocat.git.updateRef({ ...back, force: true })).data.object.sha).toBe(main.object.sha);
  await octocat.git.deleteRef({ ...at, ref: "heads/one" });
  await expect(octocat.git.getRef({ ...at, ref: "heads/one" })).rejects.toMatchObject({ status: 404 });
  await expect(octocat.repos.getBranch({ ...at, branch: "one" })).rejects.toMatchObject({ status: 404 });
  expect(await twin.violations()).toEqual([]);
});

test("a tree refuses what cannot be: unknown objects, paths outside, removals of nothing", async () => {
  const { twin, at, as } = await startTestTwin({ "README.md": "# Shop\n" });
  const { git } = as("octocat");
  const { data: main } = await git.getRef({ ...at, ref: "heads/main" });
  const base_tree = main.object.sha;
  const blob = { mode: "100644", type: "blob" } as const;
  const bad = [
    { ...blob, path: "a.ts", sha: "1".repeat(40) },
    { ...blob, path: "../a.ts", content: "x" },
    { ...blob, path: ".git/config", content: "x" },
    { ...blob, path: "none.ts", sha: null },
  ];
  for (const entry of bad)
    await expect(git.createTree({ ...at, base_tree, tree: [entry] })).rejects.toMatchObject({ status: 422 });
  expect(await twin.violations()).toEqual([]);
});

test("commits are listed and compared", async () => {
  const { twin, at, as } = await startTestTwin({ "README.md": "# Shop\n" });
  const octocat = as("octocat");
  const one = await commitFiles(octocat, at, { branch: "one", files: { "a.ts": "1\n" } });
  await commitFiles(octocat, at, { branch: "main", files: { "b.ts": "1\n" } });
  const { data: log } = await octocat.repos.listCommits({ ...at, sha: "one" });
  expect(log.map(({ commit }) => commit.message)).toEqual(["Change a.ts", "First commit"]);
  const { data: commit } = await octocat.repos.getCommit({ ...at, ref: "one" });
  expect(commit).toMatchObject({
    sha: one,
    stats: { additions: 1, deletions: 0 },
    files: [{ filename: "a.ts", status: "added" }],
  });
  const { data } = await octocat.repos.compareCommitsWithBasehead({ ...at, basehead: "main...one" });
  expect([data.status, data.ahead_by, data.behind_by, data.files?.length]).toEqual(["diverged", 1, 1, 1]);
  await expect(octocat.repos.getCommit({ ...at, ref: "main~1" })).rejects.toMatchObject({ status: 422 });
  expect(await twin.violations()).toEqual([]);
});

test("an empty repository says so", async () => {
  const { twin, at, as } = await startTestTwin(undefined);
  const octocat = as("octocat");
  const { data } = await octocat.repos.get(at);
  expect(data.default_branch).toBe("main");
  await expect(octocat.git.getRef({ ...at, ref: "heads/main" })).rejects.toMatchObject({
    status: 409,
    message: /Git Repository is empty/,
  });
  await expect(octocat.git.createBlob({ ...at, content: "x" })).rejects.toMatchObject({ status: 409 });
  await expect(octocat.repos.getContent({ ...at, path: "" })).rejects.toMatchObject({
    status: 404,
    message: /This repository is empty/,
  });
  expect((await octocat.repos.listBranches(at)).data).toEqual([]);
  expect(await twin.violations()).toEqual([]);
});
