import {
  type AuditHead,
  type ExclusiveDatabase,
  isOSOrganicError,
  messageOf,
  OSOrganicError,
  type SqlSession,
} from "@osorganicai/core";
import { withSession } from "../with-session.ts";
import type { AuditFinding, AuditReport } from "./audit-report.ts";
import { type ChainCheck, checkChain } from "./check-chain.ts";
import { checkPullRequests } from "./check-pull-requests.ts";
import { type AuditQuery, readEmptyChains, readFacts, readRows, readStrays } from "./read-audit.ts";

/** What to verify, and with what. */
export interface AuditOptions {
  /** Only this chain: a conversation's subject, `acme/shop#7`. @default all of them */
  readonly chain?: string;
  /** Where a pull request's body says the chain stood. @default pull requests are not asked */
  readonly pullRequestAnchor?: (repository: string, number: number) => Promise<AuditHead | undefined>;
  /** Called after each page with what was seen so far. */
  readonly onProgress?: (seen: { readonly chains: number; readonly rows: number }) => void;
  /** Rows read at once. @default 1_000 */
  readonly pageSize?: number;
}

/**
 * Computes every chain of the audit trail anew, here and not in the database, and compares it with its head, with what
 * effects saw of it and, if asked to, with pull requests. Reads one moment's state, writes nothing, and needs a role that
 * sees every row.
 * @throws OSOrganicError `store_refused` when the tables are missing or rows are hidden, `store_unavailable`, and what
 *   `pullRequestAnchor` throws
 */
export async function verifyAudit(
  database: ExclusiveDatabase | SqlSession,
  options: AuditOptions = {},
): Promise<AuditReport> {
  return withSession(database, async (session) => {
    try {
      // Hidden rows must be an error: nobody may take them for none.
      await session.execute(
        "begin isolation level repeatable read read only; set local row_security = off; set local search_path = ''",
      );
      return await verify(session, options);
    } catch (error) {
      throw isOSOrganicError(error) ? error : unreadable(error);
    } finally {
      await session.execute("rollback").catch(() => undefined);
    }
  });
}

async function verify(session: SqlSession, options: AuditOptions): Promise<AuditReport> {
  const { chain, pullRequestAnchor, onProgress, pageSize = 1000 } = options;
  const findings = collectFindings();
  const seen = await followChains(session, { chain, pageSize, onProgress, report: findings.report });
  for (const empty of await readEmptyChains(session, chain)) {
    const facts = (await readFacts(session, [empty])).get(empty);
    if (facts) findings.report(checkChain(empty, facts).end());
  }
  if (chain === undefined) findings.report((await readStrays(session)).map(withoutPlace));
  const pullRequests = pullRequestAnchor
    ? await checkPullRequests(session, { chain, pullRequestAnchor, report: findings.report })
    : { pullRequests: 0, silentPullRequests: 0 };
  const { chains, rows, effects } = seen;
  return { chains, rows, anchors: { effects, ...pullRequests }, ...findings.all() };
}

interface Following extends AuditQuery {
  readonly onProgress: AuditOptions["onProgress"];
  readonly report: (found: readonly AuditFinding[]) => void;
}

/** One chain after the other, page by page; only the chain at hand is remembered. */
async function followChains(session: SqlSession, { onProgress, report, ...query }: Following) {
  const seen = { chains: 0, rows: 0, effects: 0 };
  let current: { readonly chain: string; readonly check: ChainCheck } | undefined;
  for await (const page of readRows(session, query)) {
    const facts = await readFacts(session, [...new Set(page.map(({ chain }) => chain))]);
    for (const row of page) {
      if (current?.chain !== row.chain) {
        report(current?.check.end() ?? []);
        const known = facts.get(row.chain) ?? { head: undefined, anchors: [] };
        current = { chain: row.chain, check: checkChain(row.chain, known) };
        seen.chains += 1;
        seen.effects += known.anchors.length;
      }
      report(current.check.add(row));
    }
    seen.rows += page.length;
    onProgress?.({ chains: seen.chains, rows: seen.rows });
  }
  report(current?.check.end() ?? []);
  return seen;
}

function collectFindings() {
  const findings: AuditFinding[] = [];
  let found = 0;
  return {
    report(some: readonly AuditFinding[]): void {
      found += some.length;
      findings.push(...some.slice(0, Math.max(0, 1000 - findings.length)));
    },
    all: () => ({ found, findings }),
  };
}

function withoutPlace({
  id,
  chain,
  agent_type,
  action_type,
}: {
  readonly id: string;
  readonly chain: string | null;
  readonly agent_type: string;
  readonly action_type: string;
}): AuditFinding {
  const what = `Row ${id} (${agent_type} ${action_type}) has no place in any chain: it was slipped in, or its place was taken away.`;
  return { kind: "inserted", chain: chain ?? "", link: 0, what };
}

function unreadable(cause: unknown): OSOrganicError {
  const { code } = cause as { readonly code?: unknown };
  const answered = typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && !/^(08|57)/.test(code);
  return new OSOrganicError(
    answered ? "store_refused" : "store_unavailable",
    `The audit trail cannot be read: ${messageOf(cause)}. Check that the migrations are applied and that the role may read every row.`,
    { cause },
  );
}
