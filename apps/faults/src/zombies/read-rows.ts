import type { World } from "../world/open-world.ts";

/** Everything that a run writes. Who works, and until when, is not among it. */
const tables: readonly string[] = [
  "public.deliveries",
  "public.conversations",
  "public.conversation_changes",
  "public.contracts",
  "public.agent_actions",
  "public.code_generations",
  "public.effects",
  "public.llm_calls",
  "public.workspace_patches",
  "dbos.operation_outputs",
  "dbos.workflow_output",
];

/** One line a table, with a digest of all of its rows: the same as long as nobody writes. */
export async function readRows({ database }: World): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const table of tables) {
    const [row] = await database.query<{ n: string; digest: string | null }>(
      `select count(*) as n, md5(string_agg(t::text, '|' order by t::text)) as digest from ${table} as t`,
    );
    lines.push(`${table} ${row?.n} rows ${row?.digest}`);
  }
  return lines;
}
