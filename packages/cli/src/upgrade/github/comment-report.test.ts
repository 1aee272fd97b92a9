import { rmSync } from "node:fs";
import { join } from "node:path";
import { Octokit } from "@octokit/rest";
import type { Sandbox } from "@osorganicai/core";
import { startGitHubTwin } from "@osorganicai/testing";
import { expect, onTestFinished, test } from "vitest";
import { writeFiles } from "../../test-support/make-child.ts";
import { makeFolder, makeRepository } from "../../test-support/make-repository.ts";
import { commentReport } from "./comment-report.ts";

const unused: Sandbox = {
  kind: "none",
  run: () => Promise.reject(new Error("nothing runs here")),
  serve: () => Promise.reject(new Error("nothing is served here")),
};
const report = ".osorganicai/UPGRADE.md";
const branch = "renovate/osorganicai";
const at = { owner: "acme", repo: "shop" };

/** A pull request of the bot, whose branch has `files`, and a folder with the same report. */
async function openPull(files: readonly string[]) {
  const twin = await startGitHubTwin({
    directory: join(await makeFolder("twin-"), "twin"),
    sandbox: unused,
    deployments: false,
    repositories: [{ owner: "acme", name: "shop", directory: await makeRepository({ [report]: "# Old\n" }) }],
    users: [
      { login: "ann", permission: "write" },
      { login: "guest", permission: "read" },
    ],
  });
  onTestFinished(() => twin.close());
  const as = (login: string) => new Octokit({ baseUrl: twin.url, auth: twin.token(login) });
  const { git, pulls, issues } = as("ann");
  const { object } = (await git.getRef({ ...at, ref: "heads/main" })).data;
  const blobs = files.map((path) => ({ path, mode: "100644", type: "blob", content: "# New\n" }) as const);
  const { data: tree } = await git.createTree({ ...at, base_tree: object.sha, tree: blobs });
  const commit = { message: "Upgrade", tree: tree.sha, parents: [object.sha] };
  const { sha } = (await git.createCommit({ ...at, ...commit })).data;
  await git.createRef({ ...at, ref: `refs/heads/${branch}`, sha });
  const { data: pull } = await pulls.create({ ...at, title: "Bump", head: branch, base: "main" });
  const root = await makeFolder("child-");
  writeFiles(root, { [report]: "# OSOrganicAI 1.0.0 → 2.0.0\n" });
  const access = { api: twin.url, token: twin.token("ann"), repository: "acme/shop" };
  return {
    root,
    access,
    as,
    number: pull.number,
    comment: (of = branch) => commentReport(root, { access, branch: of }),
    comments: async () => (await issues.listComments({ ...at, issue_number: pull.number })).data,
  };
}

test("the report stands in the pull request, in one comment that is kept up to date", async () => {
  const { root, comment, comments, number } = await openPull([report]);
  expect(await comment()).toBe(`#${number} says what the upgrade did.`);
  expect((await comments()).map(({ body }) => body)).toEqual([
    "<!-- osorganicai:upgrade -->\n# OSOrganicAI 1.0.0 → 2.0.0\n",
  ]);
  expect(await comment()).toBe(`#${number} says it already.`);
  writeFiles(root, { [report]: "# OSOrganicAI 1.0.0 → 2.1.0\n" });
  await comment();
  expect((await comments()).map(({ body }) => body)).toEqual([
    "<!-- osorganicai:upgrade -->\n# OSOrganicAI 1.0.0 → 2.1.0\n",
  ]);
});

test("a report longer than a comment may be is cut at the end of a line, and says where all of it is", async () => {
  const { root, comment, comments } = await openPull([report]);
  writeFiles(root, { [report]: `# Long\n${`${"é".repeat(99)}\n`.repeat(700)}` });
  await comment();
  const [{ body = "" } = {}] = await comments();
  expect(body.length).toBeLessThan(61_000);
  expect(body).toMatch(/All of it stands in `\.osorganicai\/UPGRADE\.md`\.\n\n# Long\n/);
  expect(body).toMatch(/\né{99}\n$/);
});

test("what an earlier upgrade left, a branch without a pull request, and no report are not told", async () => {
  const { root, comment, comments, number } = await openPull(["README.md"]);
  expect(await comment()).toBe(
    `#${number} brings no new ${report}: the one that is there is of an earlier upgrade.`,
  );
  expect(await comment("renovate/other")).toBe("renovate/other has no open pull request.");
  rmSync(join(root, report));
  expect(await comment()).toBe(`There is no ${report}.`);
  expect(await comments()).toEqual([]);
});

test("a comment that somebody else has prepared is not filled", async () => {
  const { as, comment, comments, number } = await openPull([report]);
  const body = "<!-- osorganicai:upgrade -->\nAll is well.";
  await as("guest").issues.createComment({ ...at, issue_number: number, body });
  await comment();
  expect((await comments()).map((one) => one.body)).toEqual([body, expect.stringContaining("2.0.0")]);
});

test("a GitHub that refuses is told in a sentence", async () => {
  const { root, access } = await openPull([report]);
  await expect(commentReport(root, { access: { ...access, token: "wrong" }, branch })).rejects.toThrow(
    "GitHub answered 401 for the pulls of acme/shop.",
  );
});
