import {
  type AcceptanceCriterion,
  type AgentTool,
  type CodeContext,
  defineTool,
  type ToolDescription,
  type ToolResult,
} from "@osorganicai/core";
import type { ZodType } from "zod";
import type { ProjectCheck } from "../proof/detect-checks.ts";
import type { DurableWorkspace } from "../workspace/durable-workspace.ts";

/** What the Developer's tools work on. */
export interface Work {
  readonly workspace: DurableWorkspace;
  readonly codeContext: CodeContext | undefined;
  readonly criteria: readonly AcceptanceCriterion[];
  readonly checks: readonly ProjectCheck[];
}

/** A tool that is declared before there is any work, so that it can be documented. */
export interface DeveloperTool extends ToolDescription {
  bind(work: Work): AgentTool;
}

/** Declares a tool of the Developer, its input typed by its schema. */
export function developerTool<Input>(
  description: Omit<ToolDescription, "input"> & { readonly input: ZodType<Input> },
  run: (work: Work, input: Input) => Promise<ToolResult>,
): DeveloperTool {
  return { ...description, bind: (work) => defineTool({ ...description, run: (input) => run(work, input) }) };
}
