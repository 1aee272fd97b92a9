import type { CodebaseSummary, CodeContext, CodeQuery, GitHub, Issue, RunContext } from "@osorganicai/core";
import { expect, test } from "vitest";
import { readRepository } from "./read-repository.ts";

const context = { step: (_: string, work: () => Promise<unknown>) => work() } as RunContext;

/** What is read of a repository with these files, all on the branch `main`, and which branch was asked for. */
async function read(
  files: Readonly<Record<string, string>>,
  { baseBranch, codeContext }: { baseBranch?: string; codeContext?: Pick<CodeContext, "summarize"> } = {},
) {
  const github = {
    defaultBranch: async () => "main",
    branchHead: async (_: string, branch: string) => (branch === "main" ? "c0ffee" : undefined),
    snapshot: async () => ({ paths: Object.keys(files) }),
    async fileContent(_: string, __: string, path: string) {
      if (files[path] === undefined) throw new Error(`${path} was asked for and is not there`);
      return files[path];
    },
  } as unknown as GitHub;
  return readRepository(context, github, {
    issue: { repository: "acme/shop", title: "Coupons", body: "TEN fails." } as Issue,
    baseBranch,
    codeContext: codeContext as CodeContext | undefined,
  });
}

test("conventions and the README are read, and only what is there", async () => {
  expect(await read({ "readme.md": "A shop.", "CONTRIBUTING.md": "Use tabs." })).toEqual({
    conventions: "Use tabs.",
    summary: "readme.md\nCONTRIBUTING.md\n\nA shop.",
    code: [],
  });
});

test("a base branch that is configured is read instead of the default one", async () => {
  await expect(read({}, { baseBranch: "develop" })).rejects.toMatchObject({
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

test("what the repository is made of and where the issue belongs is asked of the commit that is read", async () => {
  const excerpt = { path: "src/cart.ts", startLine: 1, endLine: 1, text: "total();", score: 1 };
  const asked: unknown[] = [];
  const summarize =
    (summary: CodebaseSummary) =>
    async (at: unknown, { text }: CodeQuery) => {
      asked.push([at, text]);
      return summary;
    };
  const files = { "README.md": "A shop.", "src/cart.ts": "" };
  const known = { summarize: summarize({ map: "src/cart.ts: total", excerpts: [excerpt] }) };
  expect(await read(files, { codeContext: known })).toMatchObject({
    summary: "src/cart.ts: total\n\nA shop.",
    code: [excerpt],
  });
  expect(asked).toEqual([[{ repository: "acme/shop", commit: "c0ffee" }, "Coupons\nTEN fails."]]);
  const unknown = { summarize: summarize({ map: "", excerpts: [] }) };
  expect((await read(files, { codeContext: unknown })).summary).toBe("README.md\nsrc/cart.ts\n\nA shop.");
});
