import type { ToolResult } from "@osorganicai/core";
import { z } from "zod";
import type { Changed } from "../workspace/durable-workspace.ts";
import { type DeveloperTool, developerTool } from "./developer-tool.ts";
import { findCode } from "./find-code.ts";
import { numberLines } from "./number-lines.ts";

const path = z.string().min(1).describe("relative to the repository's root, with /");

const readingTools: readonly DeveloperTool[] = [
  developerTool(
    {
      name: "list_files",
      description: "Lists the repository's files, one path a line.",
      answers: "The paths, one a line.",
      input: z.object({ glob: z.string().optional().describe("e.g. src/**/*.ts") }),
    },
    async ({ workspace }, { glob }) =>
      text((await (await workspace.files()).list(glob)).join("\n") || "No file fits."),
  ),
  developerTool(
    {
      name: "read_file",
      description: "Reads a text file with line numbers.",
      answers: "The lines, each after its number.",
      input: z.object({ path, start_line: z.int().min(1).optional(), end_line: z.int().min(1).optional() }),
    },
    async ({ workspace }, { path, start_line, end_line }) =>
      text(numberLines(await (await workspace.files()).read(path), start_line, end_line)),
  ),
  developerTool(
    {
      name: "search_code",
      description: "Finds lines that contain a text, or match a regular expression.",
      answers: "One line a hit: `path:line: text`.",
      input: z.object({
        text: z.string().min(1),
        regex: z.boolean().optional(),
        paths: z.string().optional().describe("glob"),
      }),
    },
    async ({ workspace }, { text: query, regex = false, paths }) => {
      const hits = await (await workspace.files()).search({
        text: query,
        regex,
        ...(paths === undefined ? {} : { paths }),
      });
      return text(
        hits.map(({ path, line, text }) => `${path}:${line}: ${text}`).join("\n") || "Nothing was found.",
      );
    },
  ),
  findCode,
  developerTool(
    {
      name: "show_diff",
      description: "Shows everything changed so far as a unified diff.",
      answers: "The diff.",
      input: z.object({}),
    },
    async ({ workspace }) => text((await (await workspace.files()).diff()) || "Nothing was changed yet."),
  ),
];

const changingTools: readonly DeveloperTool[] = [
  developerTool(
    {
      name: "write_file",
      description: "Creates a file or replaces it whole.",
      answers: "`Wrote <path>.`",
      input: z.object({ path, content: z.string() }),
    },
    async ({ workspace }, { path, content }) =>
      changed(await workspace.change((files) => files.write(path, content)), `Wrote ${path}.`),
  ),
  developerTool(
    {
      name: "edit_file",
      description: "Replaces a text that occurs exactly once in a file. Copy it without line numbers.",
      answers: "`Edited <path>.`, or `Failed: ` and why, e.g. when the text occurs twice.",
      input: z.object({ path, find: z.string().min(1), replace: z.string() }),
    },
    async ({ workspace }, { path, find, replace }) =>
      changed(await workspace.change((files) => files.edit(path, find, replace)), `Edited ${path}.`),
  ),
  developerTool(
    {
      name: "delete_file",
      description: "Deletes a file.",
      answers: "`Deleted <path>.`",
      input: z.object({ path }),
    },
    async ({ workspace }, { path }) =>
      changed(await workspace.change((files) => files.remove(path)), `Deleted ${path}.`),
  ),
  developerTool(
    {
      name: "run_command",
      description:
        "Runs a shell command in the repository's root, in a sandbox without network. Files it changes stay changed.",
      answers: "`Exit code <n>.`, then what the command printed.",
      input: z.object({ command: z.string().min(1) }),
    },
    async ({ workspace }, { command }) => {
      const { value, patch } = await workspace.change((files) => files.run(command));
      return changed({ value, patch }, `Exit code ${value.exitCode}.\n${value.output}`);
    },
  ),
];

/** How the model reads and changes files. */
export const workspaceTools: readonly DeveloperTool[] = [...readingTools, ...changingTools];

function text(content: string): ToolResult {
  return { text: content };
}

/** The step's result refers to the stored patch, never to files: those may be gone when it is read again. */
function changed({ patch }: Changed<unknown>, sentence: string): ToolResult {
  return patch === undefined ? { text: sentence } : { text: sentence, value: patch };
}
