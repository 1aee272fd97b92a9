import { Octokit } from "@octokit/rest";
import { isOSOrganicError } from "@osorganicai/core";
import { expect, test } from "vitest";
import type { Connection } from "../connect.ts";
import { toGitHubError } from "../to-github-error.ts";
import { createCodeReads } from "./code.ts";

type Tree = { readonly truncated: boolean; readonly tree: readonly object[] };

/** GitHub with these trees, by what is asked for, and what was asked. */
function createConnection(trees: Readonly<Record<string, Tree>>) {
  const asked: string[] = [];
  const fetch = async (input: string | URL | Request) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const what = url.pathname.split("/git/trees/")[1] + url.search;
    asked.push(what);
    return Response.json(trees[what] ?? { message: "Not Found" }, { status: trees[what] ? 200 : 404 });
  };
  const octokit = new Octokit({ request: { fetch }, log: { debug() {}, info() {}, warn() {}, error() {} } });
  const call: Connection["call"] = async (_, request) => {
    try {
      return await request(octokit, { owner: "acme", repo: "shop" });
    } catch (error) {
      throw toGitHubError(error);
    }
  };
  return { reads: createCodeReads({ call } as Connection)({ repository: "acme/shop", commit: "c" }), asked };
}

const file = (path: string) => ({ path, mode: "100644", type: "blob", sha: `id of ${path}`, size: 1 });
const folder = (path: string) => ({ path, mode: "040000", type: "tree", sha: path });

test("a tree that GitHub cuts is read folder by folder, each file once", async () => {
  const { reads, asked } = createConnection({
    "c?recursive=1": { truncated: true, tree: [file("a.ts"), folder("big")] },
    c: { truncated: false, tree: [file("a.ts"), folder("big"), folder("lib")] },
    "big?recursive=1": { truncated: true, tree: [] },
    big: { truncated: false, tree: [file("b.ts"), folder("deep")] },
    "deep?recursive=1": { truncated: false, tree: [file("c.ts")] },
    "lib?recursive=1": { truncated: false, tree: [folder("x"), file("x/d.ts")] },
  });
  const entries = await reads.fetchTree();
  expect(entries.flatMap(({ type, path }) => (type === "blob" ? [path] : []))).toEqual([
    "a.ts",
    "big/b.ts",
    "big/deep/c.ts",
    "lib/x/d.ts",
  ]);
  expect(asked).toHaveLength(6);
});

test("a tree that is cut everywhere is left off after a hundred requests", async () => {
  const cut = { truncated: true, tree: [folder("again"), file("a.ts")] };
  const { reads, asked } = createConnection({
    "c?recursive=1": cut,
    c: { truncated: false, tree: [folder("again")] },
    "again?recursive=1": cut,
    again: { truncated: false, tree: [folder("again"), folder("again"), file("a.ts")] },
  });
  expect((await reads.fetchTree()).length).toBeGreaterThan(0);
  expect(asked.length).toBeLessThanOrEqual(101);
});

test("a commit that is not there is said", async () => {
  const { reads } = createConnection({});
  await expect(reads.fetchTree()).rejects.toSatisfy(
    (error) => isOSOrganicError(error) && error.code === "github_not_found",
  );
});
