import { expect, test } from "vitest";
import { commitFiles, startTestTwin } from "../test-twin.ts";

const files = { "README.md": "# Shop\n", "src/cart.ts": "one\ntwo\nthree\n", "logo.png": "\0\0" };

test("a pull request needs two branches with something between them, and is alone with them", async () => {
  const { twin, at, as } = await startTestTwin(files);
  const { pulls, ...octokit } = as("octocat");
  await commitFiles(as("octocat"), at, { branch: "feature/1-x", files: { "a.ts": "1\n" } });
  await octokit.git.createRef({ ...at, ref: "refs/heads/same", sha: await mainOf(as("octocat")) });
  const open = (head: string, base = "main") => pulls.create({ ...at, title: "X", head, base });
  const refusal = (fault: object) => ({
    status: 422,
    response: { data: { message: "Validation Failed", errors: [{ resource: "PullRequest", ...fault }] } },
  });
  await expect(open("none")).rejects.toMatchObject(refusal({ field: "head", code: "invalid" }));
  await expect(open("feature/1-x", "none")).rejects.toMatchObject(
    refusal({ field: "base", code: "invalid" }),
  );
  await expect(open("same")).rejects.toMatchObject(
    refusal({ code: "custom", message: "No commits between main and same" }),
  );
  expect((await open("acme:feature/1-x")).data.number).toBe(1);
  const message = "A pull request already exists for acme:feature/1-x.";
  await expect(open("feature/1-x")).rejects.toMatchObject(refusal({ code: "custom", message }));
  expect(await twin.violations()).toEqual([]);

  async function mainOf(client: ReturnType<typeof as>) {
    return (await client.git.getRef({ ...at, ref: "heads/main" })).data.object.sha;
  }
});

test("files have real patches, and the counts are theirs", async () => {
  const { twin, at, asApp } = await startTestTwin(files);
  const app = asApp();
  const sha = await commitFiles(app, at, {
    branch: "feature/1-x",
    files: { "src/cart.ts": "one\n2\nthree\n", "new.ts": "new\n", "README.md": null, "logo.png": "\0\0\0" },
  });
  const { data: pull } = await app.pulls.create({ ...at, title: "X", head: "feature/1-x", base: "main" });
  expect(pull).toMatchObject({
    head: { sha, ref: "feature/1-x" },
    commits: 1,
    additions: 2,
    deletions: 2,
    changed_files: 4,
    mergeable: true,
    mergeable_state: "clean",
    user: { login: "osorganicai[bot]", type: "Bot" },
  });
  const { data } = await app.pulls.listFiles({ ...at, pull_number: 1 });
  expect(data.map(({ filename, status, patch }) => [filename, status, patch])).toEqual([
    ["README.md", "removed", "@@ -1 +0,0 @@\n-# Shop"],
    ["logo.png", "modified", undefined],
    ["new.ts", "added", "@@ -0,0 +1 @@\n+new"],
    ["src/cart.ts", "modified", "@@ -1,3 +1,3 @@\n one\n-two\n+2\n three"],
  ]);
  const { data: commits } = await app.pulls.listCommits({ ...at, pull_number: 1 });
  expect(commits.map((commit) => [commit.sha, commit.author?.login])).toEqual([[sha, "osorganicai[bot]"]]);
  expect(await twin.violations()).toEqual([]);
});

test("the head follows its branch, and a deleted branch closes the pull request", async () => {
  const { twin, at, asApp } = await startTestTwin(files);
  const app = asApp();
  await commitFiles(app, at, { branch: "feature/1-x", files: { "a.ts": "1\n" } });
  await app.pulls.create({ ...at, title: "X", head: "feature/1-x", base: "main" });
  const sha = await commitFiles(app, at, {
    branch: "feature/1-x",
    from: "feature/1-x",
    files: { "a.ts": "2\n" },
  });
  const pull_number = 1;
  expect((await app.pulls.get({ ...at, pull_number })).data).toMatchObject({ head: { sha }, commits: 2 });
  await app.git.deleteRef({ ...at, ref: "heads/feature/1-x" });
  expect((await app.pulls.get({ ...at, pull_number })).data).toMatchObject({
    state: "closed",
    merged: false,
    head: { sha },
  });
  await expect(app.pulls.update({ ...at, pull_number, state: "open" })).rejects.toMatchObject({
    status: 422,
  });
  expect(await twin.violations()).toEqual([]);
});

test("merging keeps what the base has got in the meantime, and closes the issue", async () => {
  const { twin, at, as, asApp } = await startTestTwin(files);
  const app = asApp();
  await as("octocat").issues.create({ ...at, title: "Coupons" });
  const head = await commitFiles(app, at, { branch: "feature/1-x", files: { "a.ts": "1\n" } });
  await app.pulls.create({ ...at, title: "X", head: "feature/1-x", base: "main", body: "FIXES: #1" });
  const base = await commitFiles(app, at, { branch: "main", files: { "b.ts": "1\n" } });
  const pull_number = 2;
  const test = (await app.pulls.get({ ...at, pull_number })).data.merge_commit_sha;
  const { data: merge } = await app.pulls.merge({ ...at, pull_number, sha: head });
  expect(merge.sha).not.toBe(test);
  const { data: commit } = await app.git.getCommit({ ...at, commit_sha: merge.sha });
  expect(commit.parents.map(({ sha }) => sha)).toEqual([base, head]);
  const { data: tree } = await app.git.getTree({ ...at, tree_sha: "main" });
  expect(tree.tree.map(({ path }) => path)).toEqual(["README.md", "a.ts", "b.ts", "logo.png", "src"]);
  expect((await app.pulls.get({ ...at, pull_number })).data).toMatchObject({
    merged: true,
    state: "closed",
    merge_commit_sha: merge.sha,
    merged_by: { login: "osorganicai[bot]" },
  });
  expect((await app.issues.get({ ...at, issue_number: 1 })).data).toMatchObject({
    state: "closed",
    state_reason: "completed",
  });
  expect(await twin.violations()).toEqual([]);
});

test("a pull request into another branch than the default one closes no issue", async () => {
  const { at, as } = await startTestTwin(files);
  const octocat = as("octocat");
  await octocat.issues.create({ ...at, title: "Coupons" });
  await commitFiles(octocat, at, { branch: "develop", files: { "d.ts": "1\n" } });
  await commitFiles(octocat, at, { branch: "feature/1-x", from: "develop", files: { "a.ts": "1\n" } });
  await octocat.pulls.create({ ...at, title: "X", head: "feature/1-x", base: "develop", body: "Closes #1" });
  await octocat.pulls.merge({ ...at, pull_number: 2, merge_method: "squash" });
  expect((await octocat.issues.get({ ...at, issue_number: 1 })).data.state).toBe("open");
  const { data: branch } = await octocat.repos.getBranch({ ...at, branch: "develop" });
  expect(branch.commit.commit.message).toBe("X (#2)\n\n* Change a.ts");
  expect(branch.commit.parents).toHaveLength(1);
});

test("a conflict, a draft, a moved head and a second merge are refused, each with its status", async () => {
  const { twin, at, asApp } = await startTestTwin(files);
  const app = asApp();
  const refused = (pull_number: number, status: number, sha?: string) =>
    expect(app.pulls.merge({ ...at, pull_number, ...(sha && { sha }) })).rejects.toMatchObject({ status });
  for (const branch of ["one", "two", "three"]) {
    await commitFiles(app, at, { branch, files: { "src/cart.ts": `${branch}\n` } });
    await app.pulls.create({ ...at, title: branch, head: branch, base: "main", draft: branch === "three" });
  }
  await refused(3, 405);
  await refused(1, 409, "1".repeat(40));
  await app.pulls.merge({ ...at, pull_number: 1 });
  await refused(1, 405);
  expect((await app.pulls.get({ ...at, pull_number: 2 })).data).toMatchObject({
    mergeable: false,
    mergeable_state: "dirty",
  });
  await refused(2, 405);
  expect(await twin.violations()).toEqual([]);
});

test("lists are filtered by head with its owner, and pull requests are issues too", async () => {
  const { twin, at, asApp } = await startTestTwin(files);
  const app = asApp();
  await app.issues.create({ ...at, title: "Coupons" });
  for (const branch of ["one", "two"]) {
    await commitFiles(app, at, { branch, files: { [`${branch}.ts`]: "1\n" } });
    await app.pulls.create({ ...at, title: branch, head: branch, base: "main" });
  }
  const { data: found } = await app.pulls.list({ ...at, head: "acme:two" });
  expect(found.map(({ number }) => number)).toEqual([3]);
  expect(Object.keys(found[0] ?? {})).not.toContain("mergeable");
  expect((await app.pulls.list({ ...at, head: "two" })).data).toHaveLength(2);
  const { data: issues } = await app.issues.listForRepo({ ...at, per_page: 2 });
  expect(issues.map(({ number, pull_request }) => [number, pull_request !== undefined])).toEqual([
    [3, true],
    [2, true],
  ]);
  const all = await app.paginate(app.issues.listForRepo, { ...at, per_page: 2 });
  expect(all.map(({ number }) => number)).toEqual([3, 2, 1]);
  await app.issues.update({ ...at, issue_number: 3, state: "closed", labels: ["done"] });
  const { data: closed } = await app.pulls.get({ ...at, pull_number: 3 });
  expect([closed.state, closed.labels.map(({ name }) => name)]).toEqual(["closed", ["done"]]);
  expect(await twin.violations()).toEqual([]);
});

test("the pull requests of a commit are those that contain it or were merged by it", async () => {
  const { twin, at, asApp } = await startTestTwin(files);
  const app = asApp();
  const { data: main } = await app.git.getRef({ ...at, ref: "heads/main" });
  const head = await commitFiles(app, at, { branch: "one", files: { "one.ts": "1\n" } });
  await app.pulls.create({ ...at, title: "one", head: "one", base: "main" });
  const numbersAt = async (commit_sha: string) =>
    (await app.repos.listPullRequestsAssociatedWithCommit({ ...at, commit_sha })).data.map(
      ({ number }) => number,
    );
  expect(await numbersAt(head)).toEqual([1]);
  const { data: merge } = await app.pulls.merge({ ...at, pull_number: 1 });
  expect(await numbersAt(merge.sha)).toEqual([1]);
  expect(await numbersAt(main.object.sha)).toEqual([]);
  expect(await twin.violations()).toEqual([]);
});

test("draft cannot be changed over REST, and the attempt is a violation", async () => {
  const { twin, at, asApp } = await startTestTwin(files);
  const app = asApp();
  await commitFiles(app, at, { branch: "one", files: { "one.ts": "1\n" } });
  await app.pulls.create({ ...at, title: "one", head: "one", base: "main", draft: true });
  const request = { ...at, pull_number: 1, draft: false };
  expect((await app.pulls.update(request)).data.draft).toBe(true);
  expect(await twin.violations()).toEqual(["pulls/update: request: draft: GitHub does not know this field"]);
});
