import type { GitHub, RunContext } from "@osorganicai/core";
import { expect, test } from "vitest";
import { readRepository } from "./read-repository.ts";

const context = { step: (_: string, work: () => Promise<unknown>) => work() } as RunContext;

/** What is read of a repository with these files, all on the branch `main`, and which branch was asked for. */
async function read(files: Readonly<Record<string, string>>, baseBranch?: string) {
  const github = {
    defaultBranch: async () => "main",
    branchHead: async (_: string, branch: string) => (branch === "main" ? "c0ffee" : undefined),
    snapshot: async () => ({ paths: Object.keys(files) }),
    async fileContent(_: string, __: string, path: string) {
      if (files[path] === undefined) throw new Error(`${path} was asked for and is not there`);
      return files[path];
    },
  } as unknown as GitHub;
  return readRepository(context, github, { repository: "acme/shop", baseBranch });
}

test("conventions and the README are read, and only what is there", async () => {
  expect(await read({ "readme.md": "A shop.", "CONTRIBUTING.md": "Use tabs." })).toEqual({
    conventions: "Use tabs.",
    summary: "readme.md\nCONTRIBUTING.md\n\nA shop.",
  });
});

test("a base branch that is configured is read instead of the default one", async () => {
  await expect(read({}, "develop")).rejects.toMatchObject({
    code: "repository_empty",
    message: expect.stringContaining("`develop` of acme/shop has no commits"),
  });
});

test("of a large repository the model sees a part, and that it is one", async () => {
  const paths = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`${n}.ts`, ""]));
  expect((await read(paths(300))).summary).not.toContain("more files");
  expect((await read(paths(301))).summary).toMatch(/\n299\.ts\n… and 1 more files$/);
  const { conventions } = await read({ "AGENTS.md": "x".repeat(6001) });
  expect(conventions).toBe(`${"x".repeat(6000)}\n…`);
});
