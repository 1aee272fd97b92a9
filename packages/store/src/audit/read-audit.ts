import type { SqlSession } from "@osorganicai/core";
import { type AuditRow, auditRowColumns } from "./audit-row.ts";
import type { AuditAnchor, ChainFacts } from "./check-chain.ts";

/** What is read of an audit trail. */
export interface AuditQuery {
  /** Undefined: all of them. */
  readonly chain: string | undefined;
  readonly pageSize: number;
}

/** All rows, by chain and place, a page at a time. */
export async function* readRows(
  session: SqlSession,
  { chain, pageSize }: AuditQuery,
): AsyncGenerator<readonly AuditRow[]> {
  const sql = `select ${auditRowColumns} from public.agent_actions action
    where ($1::text is null or chain = $1) and link is not null and (chain, link, position) > ($2::text, $3::bigint, $4::bigint)
    order by action.chain, action.link, action.position limit $5`;
  // No text sorts before the empty one, and no link is negative unless somebody made it so.
  let after: readonly [string, string, string] = ["", "-9223372036854775808", "-9223372036854775808"];
  for (;;) {
    const { rows } = await session.query(sql, [chain ?? null, ...after, pageSize]);
    const page = rows as unknown as readonly AuditRow[];
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = [last.chain, last.link, last.position];
  }
}

/** What is known of chains beside their rows. */
export async function readFacts(
  session: SqlSession,
  chains: readonly string[],
): Promise<ReadonlyMap<string, ChainFacts>> {
  const heads = await session.query(
    "select chain, links, sha256 from public.agent_action_heads where chain = any($1::text[])",
    [chains],
  );
  const effects = await session.query(
    `select id, kind, subject, audit_count, audit_sha256 from public.effects
     where subject = any($1::text[]) and audit_count is not null order by audit_count`,
    [chains],
  );
  const headOf = new Map(
    heads.rows.map((row) => [
      String(row["chain"]),
      { count: Number(row["links"]), sha256: String(row["sha256"]) },
    ]),
  );
  const anchorsOf = Map.groupBy(effects.rows, (row) => String(row["subject"]));
  return new Map(
    chains.map((chain) => [
      chain,
      { head: headOf.get(chain), anchors: (anchorsOf.get(chain) ?? []).map(toAnchor) },
    ]),
  );
}

function toAnchor(row: Readonly<Record<string, unknown>>): AuditAnchor {
  return {
    count: Number(row["audit_count"]),
    sha256: String(row["audit_sha256"]),
    source: `effect ${row["id"]} (${row["kind"]})`,
  };
}

/** Chains that somebody knows of and that have no rows at all. */
export async function readEmptyChains(
  session: SqlSession,
  chain: string | undefined,
): Promise<readonly string[]> {
  const { rows } = await session.query(
    `select known.chain from (
       select chain from public.agent_action_heads where links > 0
       union select subject from public.effects where audit_count > 0) as known
     where ($1::text is null or known.chain = $1)
       and not exists (select from public.agent_actions where agent_actions.chain = known.chain) order by 1`,
    [chain ?? null],
  );
  return rows.map((row) => String(row["chain"]));
}

/** Rows that have no place, because somebody took the constraint and the place away. */
export async function readStrays(session: SqlSession): Promise<readonly AuditRow[]> {
  const { rows } = await session.query(
    `select ${auditRowColumns} from public.agent_actions where chain is null or link is null limit 1000`,
  );
  return rows as unknown as readonly AuditRow[];
}
