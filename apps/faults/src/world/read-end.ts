import { at, type World } from "./open-world.ts";

/** How an issue ended, as far as it is the same whatever its number: equal for equal ways through the product. */
export interface End {
  readonly status: string;
  readonly labels: readonly string[];
  /** Markers of our comments on the issue, in order. */
  readonly comments: readonly string[];
  readonly pulls: readonly {
    readonly state: string;
    readonly draft: boolean;
    readonly comments: readonly string[];
  }[];
  readonly branches: number;
  readonly contracts: number;
  /** `<event>.<action>: <status>`, sorted. */
  readonly deliveries: readonly string[];
  /** `<kind>: settled` or `open`, sorted. */
  readonly effects: readonly string[];
  /** `<agent> <action>`, sorted: the audit trail. */
  readonly actions: readonly string[];
  readonly modelCalls: number;
  readonly runs: number;
}

/** Reads it from GitHub and from the database. */
export async function readEnd(world: World, issue: number): Promise<End> {
  const { database } = world;
  const [conversation] = await database.query<{ id: string; status: string; pull: number | null }>(
    "select id, status, pull_request_number as pull from public.conversations where issue_number = $1",
    [issue],
  );
  const pull = conversation?.pull ?? 0;
  const numbers = [issue, pull];
  const subjects = numbers.map((number) => `${at.owner}/${at.repo}#${number}`);
  const list = async (sql: string, parameter: unknown) =>
    (await database.query<{ what: string }>(sql, [parameter])).map(({ what }) => what).toSorted();
  const count = async (sql: string, parameter: unknown) =>
    Number((await database.query<{ n: string }>(sql, [parameter]))[0]?.n);
  const ofRuns = "split_part(run_id, '@', 2) = any($1)";
  return {
    status: conversation?.status ?? "none",
    ...(await readGitHub(world, issue)),
    contracts: await count(
      "select count(*) as n from public.contracts where conversation_id = $1",
      conversation?.id,
    ),
    deliveries: await list(
      "select event || coalesce('.' || action, '') || ': ' || status as what from public.deliveries where subject = any($1)",
      subjects,
    ),
    effects: await list(
      `select kind || case when settled_at is null then ': open' else ': settled' end as what from public.effects where ${ofRuns}`,
      subjects,
    ),
    actions: await list(
      `select agent_type || ' ' || action_type || coalesce(': ' || (payload ->> 'message'), '') as what from public.agent_actions where ${ofRuns}`,
      subjects,
    ),
    modelCalls: await count(`select count(*) as n from public.llm_calls where ${ofRuns}`, subjects),
    runs: await count(
      "select count(*) as n from dbos.workflow_status where queue_partition_key = any($1)",
      subjects,
    ),
  };
}

async function readGitHub(
  { person }: World,
  issue: number,
): Promise<Pick<End, "labels" | "comments" | "pulls" | "branches">> {
  const { data: labels } = await person.issues.listLabelsOnIssue({ ...at, issue_number: issue });
  const { data: branches } = await person.git.listMatchingRefs({ ...at, ref: `heads/feature/${issue}-` });
  const { data: pulls } = await person.pulls.list({ ...at, state: "all", per_page: 100 });
  const ours = pulls.filter(({ head }) => head.ref.startsWith(`feature/${issue}-`));
  return {
    labels: labels.map(({ name }) => name).toSorted(),
    comments: await readMarkers(issue),
    pulls: await Promise.all(
      ours.map(async ({ number, state, draft }) => ({
        state,
        draft: draft ?? false,
        comments: await readMarkers(number),
      })),
    ),
    branches: branches.length,
  };

  async function readMarkers(number: number): Promise<readonly string[]> {
    const { data } = await person.issues.listComments({ ...at, issue_number: number, per_page: 100 });
    return data.filter(({ user }) => user?.type === "Bot").map(({ body }) => markerOf(body ?? ""));
  }
}

/** Without a signature, and without what differs from run to run. */
function markerOf(body: string): string {
  const marker = /<!-- osorganicai:(\S+) -->\s*$/.exec(body)?.[1] ?? "(none)";
  return marker.replace(/:[0-9a-f]{16,}$/, "").replace(/(blocked|failed):.*/, "$1");
}
