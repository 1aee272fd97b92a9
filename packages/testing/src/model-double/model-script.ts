/**
 * What a scripted model answers, by purpose. A function sees the whole request and nothing else, so that it answers
 * the same request alike after a restart, in another order, or a hundred times.
 *
 * @example
 * const script: ModelScript = {
 *   "product_owner.analyze_issue": ({ task }) => ({ answer: { summary: task.slice(0, 80) } }),
 *   "developer.work": ({ turn }) =>
 *     turn === 0 ? { calls: [{ name: "read_file", input: { path: "README.md" } }] } : { calls: [{ name: "finish", input: {} }] },
 * };
 */
export type ModelScript = Readonly<Record<string, (request: ScriptedRequest) => ScriptedAnswer>>;

/** A request as every provider sends it, whatever its wire format. */
export interface ScriptedRequest {
  /** From the first line of the system prompt, `Purpose: <purpose>`. */
  readonly purpose: string;
  /** As the provider was asked for it, without the provider. */
  readonly model: string;
  /** Answers of the model so far. */
  readonly turn: number;
  readonly system: string;
  /** The first text of the user. */
  readonly task: string;
  /** Tools the model may call now. */
  readonly toolNames: readonly string[];
  /** What tools have answered so far, in order. */
  readonly toolResults: readonly string[];
  readonly messages: readonly ScriptedMessage[];
}

/** One message of the conversation. */
export interface ScriptedMessage {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly text: string;
  /** Only an assistant's message has some. The input is JSON text. */
  readonly calls: readonly { readonly name: string; readonly input: string }[];
}

/** What the model says, or how the provider fails. */
export type ScriptedAnswer = (ScriptedContent & ScriptedOptions) | ScriptedFailure;

/** What the model says. */
export type ScriptedContent =
  /** A call of the first tool offered, which is the answer's own where a typed answer is expected. */
  | { readonly answer: unknown }
  | { readonly calls: readonly ScriptedCall[] }
  | { readonly text: string }
  /** A call of the first tool offered with this text, which is not JSON, as its input. */
  | { readonly broken: string }
  | { readonly refusal: string };

/** One call of one tool. */
export interface ScriptedCall {
  readonly name: string;
  readonly input: unknown;
}

/** How it says it. */
export interface ScriptedOptions {
  /** Thinking time. @default 0 */
  readonly delayMs?: number;
  /** @default a quarter of the characters */
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number };
  /** The answer ended because it reached the longest one allowed. @default false */
  readonly cutOff?: boolean;
}

/** How the provider fails. */
type ScriptedFailure =
  /** 429, 500, 529, …; a 429 also says when to come back. */
  | { readonly status: number; readonly message?: string; readonly retryAfterSeconds?: number }
  /** The connection ends without an answer. */
  | { readonly cut: true };
