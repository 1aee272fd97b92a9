import type { CodeExcerpt } from "@osorganicai/core";
import { z } from "zod";
import { type DeveloperTool, developerTool } from "./developer-tool.ts";

const BUDGET_TOKENS = 3000;

/** Finds code by what it is about, in the files as they are now. */
export const findCode: DeveloperTool = developerTool(
  {
    name: "find_code",
    description:
      "Finds the code that a text is about, when you do not know which words stand in it: a behaviour, a message, a name.",
    answers:
      "Excerpts below `<path>:` with line numbers, most relevant first; then the paths of their tests. Or `Nothing was found.`",
    input: z.object({ text: z.string().min(1).describe("what you look for, in your own words") }),
  },
  async ({ workspace, codeContext }, { text }) => {
    const found = await codeContext?.find(await workspace.files(), { text, budgetTokens: BUDGET_TOKENS });
    if (!found || found.excerpts.length === 0)
      return { text: "Nothing was found. Use search_code and list_files." };
    const tests = found.tests.length === 0 ? [] : [`Tests: ${found.tests.join(", ")}`];
    const files = Map.groupBy(found.excerpts, ({ path }) => path);
    return { text: [...[...files].map(render), ...tests].join("\n\n") };
  },
);

function render([path, excerpts]: readonly [string, readonly CodeExcerpt[]]): string {
  const ordered = excerpts.toSorted((a, b) => a.startLine - b.startLine);
  const parts = ordered.map(({ startLine, text }) =>
    text
      .split("\n")
      .map((line, index) => `${startLine + index}\t${line}`)
      .join("\n"),
  );
  return `${path}:\n${parts.join("\n…\n")}`;
}
