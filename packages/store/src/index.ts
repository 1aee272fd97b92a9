// The store: core's ports in Postgres

export type { SupabaseStore, SupabaseStoreOptions } from "./create-supabase-store.ts";
export { createSupabaseStore } from "./create-supabase-store.ts";

// A client for a Supabase anywhere

export type { SupabaseAddress } from "./connect-supabase.ts";
export { connectSupabase } from "./connect-supabase.ts";

// The read side, for whoever watches

export type { ReportedAction } from "./report/reported-action.ts";
export type { ReportedConversation } from "./report/reported-conversation.ts";
export type { ReportedDelivery } from "./report/reported-delivery.ts";
export type { ReportedEffect } from "./report/reported-effect.ts";
export type { ReportedModelCall } from "./report/reported-model-call.ts";
export type { ReportOptions, StoreReport } from "./report/store-report.ts";
export type { StoreSummary } from "./report/store-summary.ts";

// The audit trail, computed anew

export type { AuditFinding, AuditReport } from "./audit/audit-report.ts";
export type { AuditOptions } from "./audit/verify-audit.ts";
export { verifyAudit } from "./audit/verify-audit.ts";
