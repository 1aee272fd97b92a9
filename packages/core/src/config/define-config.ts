import type { AgentDependencies } from "../agent/agent-dependencies.ts";
import type { AgentRole } from "../agent/agent-role.ts";
import type { BaseAgent } from "../agent/base-agent.ts";
import type { Embedder } from "../ports/embedder.ts";
import type { OwnRoute } from "./own-route.ts";

/** A class of agents. */
export type AgentClass = new (dependencies: AgentDependencies) => BaseAgent;

/** Loads an agent only when it runs, so that receiving a webhook never loads a model library. */
export type AgentLoader = () => Promise<{ readonly default: AgentClass }>;

/** Loads an embedder only when code is looked for. */
export type EmbedderLoader = () => Promise<{ readonly default: Embedder }>;

/**
 * Everything a child decides. The file `osorganicai.config.ts` exports one of these as default. `Agent` are the names of
 * its agents, so that a route that names another one is found by the type check.
 */
export interface InstanceConfig<Agent extends string = string> {
  /** Lower-case letters, digits and hyphens. */
  readonly name: string;
  /**
   * The child's agents. In a built-in place one takes over from ours, and what is missing is ours, unspecialised. Under
   * any other name (lower-case letters, digits and hyphens) it is one more agent, which `routes` starts.
   */
  readonly agents?: { readonly [Role in AgentRole]?: AgentLoader } & {
    readonly [Name in Agent]?: AgentLoader;
  };
  /** What starts the child's own agents, in order; first match wins. @default none */
  readonly routes?: readonly OwnRoute<NoInfer<Agent> | AgentRole>[];
  /**
   * `provider:model` of each tier, for any provider LangChain's `initChatModel` knows.
   * @default the environment's `OSORGANICAI_MODEL`, else one that fits the API key found there
   */
  readonly models?: {
    readonly small?: string;
    readonly standard?: string;
    readonly strong?: string;
    /** US dollars per million tokens, by `provider:model`, for models whose price we do not know. */
    readonly prices?: Readonly<Record<string, { readonly input: number; readonly output: number }>>;
  };
  readonly repository?: {
    /** Branch that changes start from and return to, e.g. `develop`. @default the repository's default branch */
    readonly baseBranch?: string;
    /** Merge pull requests whose checks are green, without a human. @default false */
    readonly autoMerge?: boolean;
    /**
     * Before `autoMerge` merges, require a preview: a deployment of exactly the pull request's head commit to an
     * environment that is not production must have succeeded, as GitHub's deployments say, and its health address must
     * have answered. Until then nothing is merged. No effect without `autoMerge`. @default false
     */
    readonly requirePreview?: boolean;
    /** Commands that must pass before a change is proposed. @default found from the project's files */
    readonly checks?: readonly string[];
  };
  /** How the code is found that an issue is about. */
  readonly code?: {
    /**
     * Loads what turns code into vectors: a module whose default export is an `Embedder`, e.g. one of LangChain's embeddings.
     * @default by words and history alone
     */
    readonly embedder?: EmbedderLoader;
    /** Let the `small` model put the twenty best files in order, a call for each issue and each change. @default false */
    readonly rerank?: boolean;
  };
  readonly limits?: {
    /** Answers of the model in one tool loop. @default 60 */
    readonly maxTurns?: number;
    /** Rounds of questions before the Product Owner decides with its defaults. @default 3 */
    readonly maxQuestionRounds?: number;
    /** Wall clock of one command of the product, a check or what the model runs, in seconds. @default 300 */
    readonly commandSeconds?: number;
    /** Runs in parallel in one process, over all issues. @default 8 */
    readonly concurrency?: number;
    /** Runs in parallel over all workers that share a database; what waits does not count. @default no bound */
    readonly totalConcurrency?: number;
    /**
     * Days for which the engine keeps a run after its end, with its delivery's text and its patches. Conversations and
     * the audit trail stay. @default 90
     */
    readonly keepDays?: number;
    /** Calls of models by provider, e.g. `anthropic`, over all processes. @default none */
    readonly models?: Readonly<
      Record<
        string,
        {
          readonly perMinute?: number | undefined;
          /** Under way at once. */
          readonly inFlight?: number | undefined;
        }
      >
    >;
  };
}

/**
 * Types a configuration; changes nothing and loads nothing.
 *
 * @example
 * export default defineConfig({
 *   name: "my-shop",
 *   agents: { productOwner: () => import("./src/agents/product-owner.ts") },
 *   repository: { autoMerge: true },
 * });
 */
export function defineConfig<Agent extends string = AgentRole>(
  config: InstanceConfig<Agent>,
): InstanceConfig {
  return config;
}
