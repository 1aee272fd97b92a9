import type { AuditHead, SqlSession } from "@osorganicai/core";
import type { AuditFinding } from "./audit-report.ts";

/** What to compare with. */
export interface PullRequestCheck {
  /** Undefined: all of them. */
  readonly chain: string | undefined;
  readonly pullRequestAnchor: (repository: string, number: number) => Promise<AuditHead | undefined>;
  readonly report: (found: readonly AuditFinding[]) => void;
}

/** Compares every conversation's chain with what its pull request says, which nobody can change from inside the database. */
export async function checkPullRequests(
  session: SqlSession,
  { chain, pullRequestAnchor, report }: PullRequestCheck,
): Promise<{ readonly pullRequests: number; readonly silentPullRequests: number }> {
  const { rows } = await session.query(
    `select subject, repo_full_name, pull_request_number as number from public.conversations
     where pull_request_number is not null and ($1::text is null or subject = $1) order by subject`,
    [chain ?? null],
  );
  let silent = 0;
  for (const row of rows) {
    const [subject, repository, number] = [
      String(row["subject"]),
      String(row["repo_full_name"]),
      Number(row["number"]),
    ];
    const anchor = await pullRequestAnchor(repository, number);
    if (anchor) report(await compare(session, { subject, source: `pull request #${number}`, anchor }));
    else silent += 1;
  }
  return { pullRequests: rows.length - silent, silentPullRequests: silent };
}

interface Comparison {
  readonly subject: string;
  readonly source: string;
  readonly anchor: AuditHead;
}

async function compare(
  session: SqlSession,
  { subject, source, anchor: { count, sha256 } }: Comparison,
): Promise<readonly AuditFinding[]> {
  const { rows } = await session.query(
    `select count(*)::int as rows, max(sha256) filter (where link = $2) as sha256
     from public.agent_actions where chain = $1`,
    [subject, count],
  );
  const found = rows[0]?.["sha256"];
  const finding = { chain: subject, link: count };
  if (found === sha256) return [];
  if (typeof found === "string")
    return [
      {
        ...finding,
        kind: "replaced",
        what: `Row ${count} of ${subject} is not the one that ${source} saw: the chain was written anew, or the pull request's body was edited.`,
      },
    ];
  const left = Number(rows[0]?.["rows"]);
  return [
    {
      ...finding,
      kind: "cut",
      what: `The end of ${subject} was cut off: ${source} saw ${count} rows, and ${left} are left.`,
    },
  ];
}
