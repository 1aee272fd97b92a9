import {
  type AgentDependencies,
  type DeliveryStore,
  type Engine,
  type Logger,
  OSOrganicError,
  systemClock,
} from "@osorganicai/core";
import type { ResolvedConfig } from "@osorganicai/core/config";
import { createGitHub } from "@osorganicai/github";
import { createLanguageModel } from "@osorganicai/llm";
import { createSupabaseStore, type SupabaseStore } from "@osorganicai/store";
import { createDeliveryHandler, createEngine } from "@osorganicai/worker";
import { createWorkspaceProvider } from "@osorganicai/workspace";
import { chooseModels } from "../choose-models.ts";
import type { Environment } from "../environment.ts";
import { createHealthProbe } from "../health-probe.ts";
import type { InstanceGitHub, InstanceOptions } from "../instance-options.ts";
import { limitCommands } from "../limit-commands.ts";
import { loadAgent } from "../load-agent.ts";
import { addOwnRoutes } from "../routing/add-own-routes.ts";
import { createFindSubject } from "../routing/find-subject.ts";
import { createLazySandbox } from "./create-lazy-sandbox.ts";
import { createReadingContext } from "./create-reading-context.ts";
import { type OpenDatabase, openDatabase } from "./open-database.ts";

/** Everything an instance is made of, open. */
export interface Parts {
  readonly store: SupabaseStore;
  /** Where webhooks are recorded: the same deliveries as the store's. */
  readonly intake: DeliveryStore;
  readonly github: InstanceGitHub;
  readonly engine: Engine;
  close(): Promise<void>;
}

/** What parts are made from. */
export interface PartsOptions extends InstanceOptions {
  readonly config: ResolvedConfig;
  readonly environment: Environment;
  readonly directory: string;
  readonly log: Logger;
}

type ConnectGitHub = (store: Pick<SupabaseStore, "effects" | "rates">) => InstanceGitHub;

/** Opens the database, applies what migrations it lacks, and wires every port to its adapter. */
export async function openParts(options: PartsOptions): Promise<Parts> {
  // Before the database is opened: whoever forgot a credential should hear that first.
  const connectGitHub = chooseGitHub(options);
  const database = await openDatabase(options);
  try {
    return await wire(options, connectGitHub, database);
  } catch (error) {
    await database.close(); // Its lock would keep the next try out.
    throw error;
  }
}

async function wire(
  options: PartsOptions,
  connectGitHub: ConnectGitHub,
  database: OpenDatabase,
): Promise<Parts> {
  const { config, log } = options;
  const store = createSupabaseStore({ client: database.client });
  const github = connectGitHub(store);
  const dependencies = createDependencies(options, { store, github, database });
  const engine = createEngine({
    name: config.name,
    database: database.forEngine,
    concurrency: config.limits.concurrency,
    ...(config.limits.totalConcurrency !== undefined && { totalConcurrency: config.limits.totalConcurrency }),
    keepDays: config.limits.keepDays,
    ...options.engine,
    log,
    handle: createDeliveryHandler({
      deliveries: store.deliveries,
      routes: addOwnRoutes(config.routes),
      self: () => github.self(),
      findSubject: createFindSubject({ conversations: store.conversations, github }),
      runAgent: async (name, context) => new (await loadAgent(config, name))(dependencies).run(context),
      log,
    }),
  });
  await engine.migrate();
  return { store, intake: database.intake, github, engine, close: () => database.close() };
}

function chooseGitHub({
  github,
  environment: { github: access },
  limitGitHub = access !== undefined && isGitHub(access.baseUrl),
  settlePausesMs,
  holdMs,
}: PartsOptions): ConnectGitHub {
  if (github) return () => github;
  if (!access)
    throw new OSOrganicError(
      "environment_invalid",
      "No GitHub credentials. Set GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY, or GITHUB_TOKEN.",
    );
  return ({ effects, rates }) =>
    createGitHub({
      ...access,
      effects,
      ...(limitGitHub && { limiter: rates }),
      ...(settlePausesMs && { settlePausesMs }),
      ...(holdMs !== undefined && { holdMs }),
    });
}

/** GitHub's own cloud, or an Enterprise Server: whoever has its limits. */
function isGitHub(baseUrl = "https://api.github.com"): boolean {
  const { hostname, pathname } = new URL(baseUrl);
  return /^api\.(github\.com|.+\.ghe\.com)$/.test(hostname) || pathname.startsWith("/api/v3");
}

interface Adapters extends Pick<Parts, "store" | "github"> {
  readonly database: Pick<OpenDatabase, "workspaces" | "cache" | "shared">;
}

function createDependencies(
  options: PartsOptions,
  { store, github, database: { workspaces, cache, shared } }: Adapters,
): AgentDependencies {
  const { config, environment, directory, log } = options;
  const { embedder: loadEmbedder, rerank } = config.code;
  const access = (repository: string) => github.cloneAccess(repository);
  const sandbox = options.sandbox ?? createLazySandbox(limitCommands(config));
  return {
    llm: createLanguageModel({
      models: chooseModels(config, environment),
      prices: config.models.prices,
      calls: store.modelCalls,
      limiter: store.rates,
      limits: config.limits.models,
      resolveFrom: directory,
      clock: systemClock,
      log,
    }),
    github,
    store,
    workspace: createWorkspaceProvider({
      root: workspaces,
      sandbox,
      packages: options.packages ?? [],
      access,
    }),
    codeContext: createReadingContext({
      cache,
      log,
      access,
      ...(shared && { indexes: store.codeIndexes }),
      ...(github.codeReads && { withoutGit: github.codeReads }),
      ...(loadEmbedder && {
        meaning: { embedder: async () => (await loadEmbedder()).default, vectors: store.codeVectors },
      }),
    }),
    health: createHealthProbe(),
    clock: systemClock,
    log,
    settings: {
      baseBranch: config.repository.baseBranch,
      autoMerge: config.repository.autoMerge,
      requirePreview: config.repository.requirePreview,
      checks: config.repository.checks,
      maxTurns: config.limits.maxTurns,
      maxQuestionRounds: config.limits.maxQuestionRounds,
      rerankCode: rerank,
    },
  };
}
