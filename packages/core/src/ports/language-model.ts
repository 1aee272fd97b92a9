import type { ZodType } from "zod";
import type { RunContext } from "../agent/run-context.ts";

/** How capable a model must be. A child says which model each tier is. */
export type ModelTier = "small" | "standard" | "strong";

/** One kind of question to a model, declared once so that it can be documented and doubled. */
export interface ModelCall<Answer> {
  /** `product_owner.analyze_issue`: stable, because doubles and budgets refer to it. */
  readonly purpose: string;
  readonly tier: ModelTier;
  /** Name of the answer's schema as the model sees it. Letters, digits and underscores. */
  readonly answerName: string;
  readonly answer: ZodType<Answer>;
}

/**
 * Everything about a kind of call that is the same for every issue. An agent makes its calls from descriptions and
 * exports them as `modelCalls`, from which docs/model-calls.md is written: enough to serve them from another model or a
 * double.
 */
export type ModelCallDescription = DescribedCall & (DescribedAnswer | DescribedToolLoop);

/** What both kinds of call have. `Tag` is any tag of the task. */
export interface DescribedCall<Tag extends string = string> {
  /** See {@link ModelCall.purpose}. */
  readonly purpose: string;
  readonly tier: ModelTier;
  /** Name of the agent that makes it. */
  readonly agent: string;
  /** What the answer is used for, as a sentence. */
  readonly usedFor: string;
  /** The system text, before a child's domain and its last edit. */
  readonly system: string;
  /** What each tag of the task holds, by the tag's name. */
  readonly taskTags: Readonly<Record<Tag, string>>;
  /** The sentences that may end the task. */
  readonly taskEndings: readonly string[];
}

/** The call asks for one typed answer. */
interface DescribedAnswer {
  readonly answerName: string;
  readonly answer: ZodType;
}

/** The call lets the model work with tools. */
interface DescribedToolLoop {
  readonly tools: readonly ToolDescription[];
  /** Name of the tool whose result can end the work. */
  readonly endedBy: string;
}

/** A tool without what it does. */
export interface ToolDescription extends Omit<AgentTool, "run"> {
  /** What its result says, as a sentence. For people and doubles; the model is not told. */
  readonly answers: string;
}

/** What the model reads. Untrusted text belongs in `task`, never in `system`. */
export interface Prompt {
  readonly system: string;
  readonly task: string;
}

/** Any model. Every call is a durable step: an answer that was stored is never paid for again. */
export interface LanguageModel {
  /**
   * One typed answer. An answer that does not fit the schema gets one repair turn with the validation error, then one
   * fresh try.
   * @throws OSOrganicError `model_output_invalid` after three answers that do not fit, `model_refused`,
   *   `model_unavailable`, `model_not_configured`, `model_input_too_long`
   */
  generate<Answer>(context: RunContext, call: ModelCall<Answer>, prompt: Prompt): Promise<Answer>;
  /**
   * Lets the model work with tools, one call at a time, until a tool says `done`.
   * @throws OSOrganicError `turn_limit_reached`, and those of {@link generate}
   */
  useTools(context: RunContext, task: ToolTask): Promise<ToolTaskResult>;
}

/** A job for the tool loop. */
export interface ToolTask {
  readonly purpose: string;
  readonly tier: ModelTier;
  readonly prompt: Prompt;
  readonly tools: readonly AgentTool[];
  /** Answers of the model, not tool calls. */
  readonly maxTurns: number;
  /** Told after every tool call, also when its result came from the store instead of a real call. Must not throw. */
  readonly onResult?: (result: ToolResult) => void;
}

/** How a tool loop ended. */
export interface ToolTaskResult {
  readonly turns: number;
  /** The `value` of the tool call that was `done`. */
  readonly value: unknown;
}

/** A tool as the model sees it. Make one with {@link defineTool}. */
export interface AgentTool {
  readonly name: string;
  readonly description: string;
  /** What the model must send; anything else is answered with the validation error. */
  readonly input: ZodType;
  /**
   * Gets what `input` parsed. Runs as a durable step, so the result must be JSON. An {@link OSOrganicError} that
   * nobody can retry is shown to the model as the result; every other error ends the run's attempt.
   */
  run(input: unknown): Promise<ToolResult>;
}

/** Types a tool's input by its schema; changes nothing. */
export function defineTool<Input>(
  tool: Omit<AgentTool, "input" | "run"> & {
    readonly input: ZodType<Input>;
    run(input: Input): Promise<ToolResult>;
  },
): AgentTool {
  return tool;
}

/** What a tool answers. */
export interface ToolResult {
  /** What the model reads. */
  readonly text: string;
  /** Ends the loop. @default false */
  readonly done?: boolean;
  /** For the caller of the loop; must survive JSON. */
  readonly value?: unknown;
}
