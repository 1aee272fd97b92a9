import type { CodeContext, FoundCode, Workspace } from "@osorganicai/core";
import { expect, test } from "vitest";
import type { DurableWorkspace } from "../workspace/durable-workspace.ts";
import { findCode } from "./find-code.ts";

const files = { repository: "acme/shop" } as Workspace;

/** What the tool says when the files are about `found`. */
async function ask(found: FoundCode | undefined): Promise<string> {
  const codeContext = found && {
    find: async (workspace: Workspace, { text }: { readonly text: string }) =>
      workspace === files && text === "coupons" ? found : { excerpts: [], outline: "", tests: [] },
  };
  const work = {
    workspace: { files: async () => files } as DurableWorkspace,
    codeContext: codeContext as CodeContext | undefined,
    criteria: [],
    checks: [],
  };
  return (await findCode.bind(work).run({ text: "coupons" })).text;
}

const excerpt = { path: "src/cart.ts", startLine: 9, endLine: 10, text: "a();\nb();", score: 1 };

test("excerpts come with their path and the numbers of their lines, and then their tests", async () => {
  const later = { ...excerpt, startLine: 20, endLine: 20, text: "c();" };
  expect(await ask({ excerpts: [later, excerpt], outline: "", tests: ["test/cart.test.ts"] })).toBe(
    "src/cart.ts:\n9\ta();\n10\tb();\n…\n20\tc();\n\nTests: test/cart.test.ts",
  );
});

test.for([
  ["nothing fits", { excerpts: [], outline: "", tests: [] }] as const,
  ["nobody can look", undefined] as const,
])("when %s the model is told what to use instead", async ([, found]) => {
  expect(await ask(found)).toBe("Nothing was found. Use search_code and list_files.");
});
