import type {
  CodeIndexes,
  CodeVectorStore,
  DeliveryQueue,
  EffectLedger,
  ModelCallLog,
  RateLimiter,
  Store,
  SweepJournal,
} from "@osorganicai/core";
import type { SupabaseClient } from "@supabase/supabase-js";
import { createStoreReport, type StoreReport } from "./report/store-report.ts";
import { createActionLog } from "./tables/actions.ts";
import { createCodeGenerationStore } from "./tables/code-generations.ts";
import { createCodeIndexes } from "./tables/code-indexes.ts";
import { createCodeVectorStore } from "./tables/code-vectors.ts";
import { createContractStore } from "./tables/contracts.ts";
import { createConversationStore } from "./tables/conversations.ts";
import { createDeliveryQueue } from "./tables/deliveries.ts";
import { createEffectLedger } from "./tables/effects.ts";
import { createModelCallLog } from "./tables/model-calls.ts";
import { createPatchStore } from "./tables/patches.ts";
import { createRateLimiter } from "./tables/rate-limiter.ts";
import { createSweepJournal } from "./tables/sweeps.ts";

/** What the store needs. */
export interface SupabaseStoreOptions {
  /** With the secret key: see {@link connectSupabase}, or `openLocalSupabase` of `@osorganicai/store/local`. */
  readonly client: SupabaseClient;
}

/** Everything an instance knows: what agents remember, and what the machinery around them writes down. */
export interface SupabaseStore extends Store {
  readonly deliveries: DeliveryQueue;
  readonly effects: EffectLedger;
  /** Limits of others, over all processes that share the database. */
  readonly rates: RateLimiter;
  readonly modelCalls: ModelCallLog;
  readonly sweeps: SweepJournal;
  /** What was read of repositories' code, for all processes that share the database. */
  readonly codeIndexes: CodeIndexes;
  /** Vectors of code, where the database has the extension `vector`. */
  readonly codeVectors: CodeVectorStore;
  readonly report: StoreReport;
}

/**
 * The store on any Supabase whose migrations are applied. Holds no state: make as many as you like.
 *
 * @example
 * const store = createSupabaseStore({ client: connectSupabase({ url, key }) });
 * await store.deliveries.record(delivery);
 */
export function createSupabaseStore({ client }: SupabaseStoreOptions): SupabaseStore {
  return {
    conversations: createConversationStore(client),
    contracts: createContractStore(client),
    actions: createActionLog(client),
    codeGenerations: createCodeGenerationStore(client),
    patches: createPatchStore(client),
    deliveries: createDeliveryQueue(client),
    effects: createEffectLedger(client),
    rates: createRateLimiter(client),
    modelCalls: createModelCallLog(client),
    sweeps: createSweepJournal(client),
    codeIndexes: createCodeIndexes(client),
    codeVectors: createCodeVectorStore(client),
    report: createStoreReport(client),
  };
}
