import { type AgentTool, defineTool, type ToolResult } from "@osorganicai/core";
import { z } from "zod";
import type { Changed, DurableWorkspace } from "../workspace/durable-workspace.ts";
import { numberLines } from "./number-lines.ts";

const path = z.string().min(1).describe("relative to the repository's root, with /");

/** How the model reads and changes files. */
export function workspaceTools(workspace: DurableWorkspace): readonly AgentTool[] {
  return [...readingTools(workspace), ...changingTools(workspace)];
}

function readingTools(workspace: DurableWorkspace): readonly AgentTool[] {
  return [
    defineTool({
      name: "list_files",
      description: "Lists the repository's files, one path a line.",
      input: z.object({ glob: z.string().optional().describe("e.g. src/**/*.ts") }),
      run: async ({ glob }) =>
        text((await (await workspace.files()).list(glob)).join("\n") || "No file fits."),
    }),
    defineTool({
      name: "read_file",
      description: "Reads a text file with line numbers.",
      input: z.object({ path, start_line: z.int().min(1).optional(), end_line: z.int().min(1).optional() }),
      run: async ({ path, start_line, end_line }) =>
        text(numberLines(await (await workspace.files()).read(path), start_line, end_line)),
    }),
    defineTool({
      name: "search_code",
      description: "Finds lines that contain a text, or match a regular expression.",
      input: z.object({
        text: z.string().min(1),
        regex: z.boolean().optional(),
        paths: z.string().optional().describe("glob"),
      }),
      run: async ({ text: query, regex = false, paths }) => {
        const hits = await (await workspace.files()).search({
          text: query,
          regex,
          ...(paths === undefined ? {} : { paths }),
        });
        return text(
          hits.map(({ path, line, text }) => `${path}:${line}: ${text}`).join("\n") || "Nothing was found.",
        );
      },
    }),
    defineTool({
      name: "show_diff",
      description: "Shows everything changed so far as a unified diff.",
      input: z.object({}),
      run: async () => text((await (await workspace.files()).diff()) || "Nothing was changed yet."),
    }),
  ];
}

function changingTools(workspace: DurableWorkspace): readonly AgentTool[] {
  return [
    defineTool({
      name: "write_file",
      description: "Creates a file or replaces it whole.",
      input: z.object({ path, content: z.string() }),
      run: async ({ path, content }) =>
        changed(await workspace.change((files) => files.write(path, content)), `Wrote ${path}.`),
    }),
    defineTool({
      name: "edit_file",
      description: "Replaces a text that occurs exactly once in a file. Copy it without line numbers.",
      input: z.object({ path, find: z.string().min(1), replace: z.string() }),
      run: async ({ path, find, replace }) =>
        changed(await workspace.change((files) => files.edit(path, find, replace)), `Edited ${path}.`),
    }),
    defineTool({
      name: "delete_file",
      description: "Deletes a file.",
      input: z.object({ path }),
      run: async ({ path }) =>
        changed(await workspace.change((files) => files.remove(path)), `Deleted ${path}.`),
    }),
    defineTool({
      name: "run_command",
      description:
        "Runs a shell command in the repository's root, in a sandbox without network. Files it changes stay changed.",
      input: z.object({ command: z.string().min(1) }),
      run: async ({ command }) => {
        const { value, patch } = await workspace.change((files) => files.run(command));
        return changed({ value, patch }, `Exit code ${value.exitCode}.\n${value.output}`);
      },
    }),
  ];
}

function text(content: string): ToolResult {
  return { text: content };
}

/** The step's result refers to the stored patch, never to files: those may be gone when it is read again. */
function changed({ patch }: Changed<unknown>, sentence: string): ToolResult {
  return patch === undefined ? { text: sentence } : { text: sentence, value: patch };
}
