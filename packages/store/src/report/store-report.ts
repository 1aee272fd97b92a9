import type { SupabaseClient } from "@supabase/supabase-js";
import { ask } from "../ask.ts";
import { type ActionRow, type ReportedAction, toReportedAction } from "./reported-action.ts";
import { type ReportedConversation, readConversations } from "./reported-conversation.ts";
import { type DeliveryRow, type ReportedDelivery, toReportedDelivery } from "./reported-delivery.ts";
import { type EffectRow, type ReportedEffect, toReportedEffect } from "./reported-effect.ts";
import { type ModelCallRow, type ReportedModelCall, toReportedModelCall } from "./reported-model-call.ts";
import { type StoreSummary, toSummary } from "./store-summary.ts";

/** What happened, for whoever watches: reads only. Lists hold the newest rows, oldest first. */
export interface StoreReport {
  /** Everything in numbers, exact however many rows there are. */
  summary(): Promise<StoreSummary>;
  conversations(options?: ReportOptions): Promise<readonly ReportedConversation[]>;
  deliveries(options?: ReportOptions): Promise<readonly ReportedDelivery[]>;
  effects(options?: ReportOptions): Promise<readonly ReportedEffect[]>;
  modelCalls(options?: ReportOptions): Promise<readonly ReportedModelCall[]>;
  /**
   * The first actions after a position, oldest first: give the last one's position to follow along. A row whose
   * transaction ends late may be missed, so this is for showing, not for working.
   */
  actions(options?: ReportOptions & { readonly after?: number }): Promise<readonly ReportedAction[]>;
}

/** How much of a list. */
export interface ReportOptions {
  /** @default 1_000, which is also Supabase's own bound */
  readonly limit?: number;
}

/** The read side of the store. */
export function createStoreReport(client: SupabaseClient): StoreReport {
  async function newest<Row>(table: string, orderBy: string, { limit = 1000 }: ReportOptions = {}) {
    const request = client.from(table).select("*").order(orderBy, { ascending: false }).limit(limit);
    return (await ask<Row[]>(`report.${table}`, request)).reverse();
  }

  return {
    summary: async () => toSummary(await ask("report.summary", client.rpc("store_summary"))),

    conversations: ({ limit = 1000 } = {}) => readConversations(client, limit),

    deliveries: async (options) =>
      (await newest<DeliveryRow>("deliveries", "received_at", options)).map(toReportedDelivery),

    effects: async (options) =>
      (await newest<EffectRow>("effects", "created_at", options)).map(toReportedEffect),

    modelCalls: async (options) =>
      (await newest<ModelCallRow>("llm_calls", "created_at", options)).map(toReportedModelCall),

    async actions({ after = 0, limit = 1000 } = {}) {
      const actions = client.from("agent_actions").select("*");
      const request = actions.gt("position", after).order("position").limit(limit);
      return (await ask<ActionRow[]>("report.actions", request)).map(toReportedAction);
    },
  };
}
