import {
  type Clock,
  type EffectClaim,
  type EffectIntent,
  type EffectLedger,
  OSOrganicError,
  systemClock,
} from "@osorganicai/core";

interface Row extends EffectIntent {
  readonly begunAt: number;
  attempt: number;
  heldUntil: number;
  sentAt: number | undefined;
  /** Wrapped, so that `undefined` is a result too. */
  result: { readonly value: unknown; readonly order: number } | undefined;
}

/** What a ledger in memory may be told. */
export interface MemoryLedgerOptions {
  /** @default the system's */
  readonly clock?: Clock;
  /** @default "the key of a test" */
  readonly markerKey?: string;
}

/** An {@link EffectLedger} that ends with the process. Several adapters may share one, as processes share a database. */
export function createMemoryEffectLedger({
  clock = systemClock,
  markerKey = "the key of a test",
}: MemoryLedgerOptions = {}): EffectLedger {
  const rows = new Map<string, Row>();
  const now = () => clock.now().getTime();
  const claimedBy = (id: string, attempt: number) => {
    const row = rows.get(id);
    return row?.attempt === attempt && row.result === undefined ? row : undefined;
  };
  return {
    async begin(intent) {
      const row = rows.get(intent.id) ?? newRow(intent, now());
      rows.set(intent.id, row);
      return claim(row, [...rows.values()], { intent, now: now() });
    },
    async hold(effectId, attempt, forMs) {
      const row = claimedBy(effectId, attempt);
      if (!row) return false;
      row.sentAt = now();
      row.heldUntil = row.sentAt + forMs;
      return true;
    },
    async release(effectId, attempt) {
      const row = claimedBy(effectId, attempt);
      if (row) Object.assign(row, { heldUntil: 0, sentAt: undefined });
    },
    async settle(effectId, result) {
      const row = rows.get(effectId);
      if (!row) throw new OSOrganicError("store_conflict", `Effect ${effectId} was never begun.`);
      const settled = [...rows.values()].filter((other) => other.result !== undefined).length;
      row.result ??= { value: throughJson(result), order: settled };
    },
    markerKey: async () => markerKey,
  };
}

function newRow(intent: EffectIntent, begunAt: number): Row {
  return { ...intent, begunAt, attempt: 0, heldUntil: 0, sentAt: undefined, result: undefined };
}

function claim(
  row: Row,
  rows: readonly Row[],
  { intent, now }: { readonly intent: EffectIntent; readonly now: number },
): EffectClaim {
  if (row.parameterHash !== intent.parameterHash)
    throw new OSOrganicError("store_conflict", `Effect ${intent.id} was begun with other parameters.`);
  if (row.result) return { state: "settled", result: row.result.value };
  if (row.heldUntil > now) return { state: "busy", forMs: row.heldUntil - now };
  row.attempt += 1;
  const siblings = rows.filter(
    (other) => other === row || (row.target !== undefined && other.target === row.target),
  );
  const settled = siblings.flatMap(({ result }) => (result ? [result] : []));
  return {
    state: "claimed",
    attempt: row.attempt,
    sentMsAgo: row.sentAt === undefined ? undefined : now - row.sentAt,
    targetSince: new Date(Math.min(...siblings.map(({ begunAt }) => begunAt))),
    earlier: settled.sort((one, other) => one.order - other.order).at(-1)?.value,
  };
}

/** As a database would return it; `undefined` stays. */
function throughJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
