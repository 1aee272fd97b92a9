import { createHash } from "node:crypto";
import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import {
  type AIMessage,
  type BaseMessage,
  mapChatMessagesToStoredMessages,
  mapStoredMessagesToChatMessages,
  type StoredMessage,
  type UsageMetadata,
} from "@langchain/core/messages";
import {
  type Clock,
  type Logger,
  type ModelCallLog,
  type ModelTier,
  OSOrganicError,
  type RateLimiter,
  type RunContext,
} from "@osorganicai/core";
import { loadChatModel } from "./load-chat-model.ts";
import { costOf, type ModelPrice, type TokenUsage } from "./prices.ts";
import { toModelError } from "./to-model-error.ts";
import type { ToolSchema } from "./tool-schema.ts";
import { type ModelLimits, withinTurn } from "./within-turn.ts";

/** What a model is asked. */
interface Question {
  readonly purpose: string;
  readonly tier: ModelTier;
  readonly messages: readonly BaseMessage[];
  /** The model is free to call them or not: the newest ones refuse to be forced. */
  readonly tools: readonly ToolSchema[];
}

/** What came back. */
interface Answer {
  readonly message: AIMessage;
  /** Which answer for this purpose it is within the run, from 1. */
  readonly number: number;
}

/** One answer, got as one durable step: it is stored before anybody sees it, so that no crash makes us pay twice. */
export type AskModel = (context: RunContext, question: Question) => Promise<Answer>;

/** What answers are got with. Fields are those of `LanguageModelOptions`. */
export interface AskModelOptions {
  readonly models: Readonly<Partial<Record<ModelTier, string | undefined>>>;
  readonly calls: ModelCallLog;
  readonly prices: Readonly<Record<string, ModelPrice>>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly timeoutMs: number;
  readonly resolveFrom: string | undefined;
  readonly limiter: RateLimiter | undefined;
  readonly limits: Readonly<Record<string, ModelLimits>>;
}

/** @returns a function that throws the OSOrganicErrors `model_not_configured`, `model_unavailable`, `model_input_too_long` */
export function createAskModel(options: AskModelOptions): AskModel {
  const chatModels = new Map<string, Promise<BaseChatModel>>();
  const numberCall = numberCalls();
  return async function askModel(context, question) {
    const number = numberCall(context, question.purpose);
    const step = `model:${question.purpose}:${number}`;
    const answered = await context.step(step, () => answer(question, options, chatModels));
    // A step of its own: when only the bookkeeping fails, the answer must not be paid again.
    await context.step(`record:${step}`, () => recordAnswer({ context, step, question, answered }, options));
    return { message: restore(answered.message), number };
  };
}

/** An answer as it is stored: everything that was paid for, and what it cost. */
interface AnsweredCall {
  readonly model: string;
  readonly message: StoredMessage[];
  readonly usage: TokenUsage;
  /** US dollars; absent when nobody can tell. */
  readonly costUsd?: number;
  readonly durationMs: number;
  readonly promptSha256: string;
}

async function answer(
  question: Question,
  options: AskModelOptions,
  chatModels: Map<string, Promise<BaseChatModel>>,
): Promise<AnsweredCall> {
  const model = modelOf(question.tier, options);
  const chatModel = await loadOnce(chatModels, model, options);
  const startedAt = options.clock.now();
  const message = await invoke({ chatModel, model }, question, options);
  const durationMs = options.clock.now().getTime() - startedAt.getTime();
  const usage = usageOf(message);
  const costUsd = costOf(model, usage, options.prices);
  return {
    model,
    message: store([message]),
    usage,
    ...(costUsd === undefined ? {} : { costUsd }),
    durationMs,
    promptSha256: sha256(store(question.messages)),
  };
}

/** Numbers the calls of one purpose within one execution of a run, so that every execution names its steps alike. */
function numberCalls(): (context: RunContext, purpose: string) => number {
  const executions = new WeakMap<RunContext, Map<string, number>>();
  return (context, purpose) => {
    const counts = executions.get(context) ?? new Map<string, number>();
    const number = (counts.get(purpose) ?? 0) + 1;
    executions.set(context, counts.set(purpose, number));
    return number;
  };
}

function modelOf(tier: ModelTier, { models }: AskModelOptions): string {
  const model = models[tier];
  if (model) return model;
  throw new OSOrganicError(
    "model_not_configured",
    `No model is set for the tier "${tier}". Set ANTHROPIC_API_KEY or OPENAI_API_KEY, or name a model in OSORGANICAI_MODEL (provider:model) or under "models" in osorganicai.config.ts.`,
  );
}

/** Loaded when first needed; a failure is not kept, because a retry may find what was missing. */
function loadOnce(
  loaded: Map<string, Promise<BaseChatModel>>,
  model: string,
  { resolveFrom }: AskModelOptions,
): Promise<BaseChatModel> {
  const loading = loaded.get(model) ?? loadChatModel(model, resolveFrom);
  loaded.set(model, loading);
  loading.catch(() => loaded.delete(model));
  return loading;
}

async function invoke(
  { chatModel, model }: { readonly chatModel: BaseChatModel; readonly model: string },
  { messages, tools }: Question,
  options: AskModelOptions,
): Promise<AIMessage> {
  if (!chatModel.bindTools)
    throw new OSOrganicError("model_not_configured", `${model} cannot use tools. Choose a model that can.`);
  const withTools = chatModel.bindTools([...tools]);
  return withinTurn(options, model, async () => {
    try {
      return await withTools.invoke([...messages], { timeout: options.timeoutMs });
    } catch (error) {
      throw toModelError(error, model);
    }
  });
}

interface Bookkeeping {
  readonly context: RunContext;
  readonly step: string;
  readonly question: Question;
  readonly answered: AnsweredCall;
}

async function recordAnswer(
  { context, step, question: { purpose }, answered }: Bookkeeping,
  { calls, log }: AskModelOptions,
): Promise<void> {
  const { model, message, usage, costUsd, durationMs, promptSha256 } = answered;
  if (costUsd === undefined) log.warn("model.price_unknown", { model });
  await calls.record({
    runId: context.runId,
    step,
    purpose,
    model,
    ...usage,
    costUsd,
    durationMs,
    promptSha256,
    answerSha256: sha256(message),
  });
  context.log.info("model.answered", { purpose, model, ...usage, costUsd, durationMs });
}

function usageOf({
  usage_metadata: used,
}: {
  readonly usage_metadata?: UsageMetadata | undefined;
}): TokenUsage {
  return { inputTokens: used?.input_tokens ?? 0, outputTokens: used?.output_tokens ?? 0 };
}

function sha256(messages: readonly StoredMessage[]): string {
  return createHash("sha256").update(JSON.stringify(messages)).digest("hex");
}

function store(messages: readonly BaseMessage[]): StoredMessage[] {
  return mapChatMessagesToStoredMessages([...messages]);
}

function restore(stored: StoredMessage[]): AIMessage {
  const [answer] = mapStoredMessagesToChatMessages(stored);
  return answer as AIMessage;
}
