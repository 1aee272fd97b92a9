import type { ExclusiveDatabase } from "@osorganicai/core";
import { withSession } from "../with-session.ts";

/** One run as the store asked for it. */
export interface EnqueuedRun {
  readonly deliveryId: string;
  readonly subject: string;
}

/** The engine's one function, of which the store knows the name and that it is idempotent. */
const enqueueRun = `
create table public.enqueued_runs (
  delivery_id text not null, subject text not null, position bigint generated always as identity,
  primary key (delivery_id, subject));
create function public.enqueue_run(delivery_id text, subject text) returns void
language sql security definer set search_path = '' as $$
  insert into public.enqueued_runs (delivery_id, subject) values ($1, $2) on conflict do nothing
$$;
alter table public.enqueued_runs enable row level security;
revoke all on public.enqueued_runs from anon, authenticated;
revoke execute on function public.enqueue_run(text, text) from public, anon, authenticated;`;

/** Writes down which runs the store enqueues, in place of an engine. */
export async function recordRuns(
  database: ExclusiveDatabase,
): Promise<() => Promise<readonly EnqueuedRun[]>> {
  await withSession(database, (session) => session.execute(enqueueRun));
  return () =>
    withSession(database, async (session) => {
      const { rows } = await session.query(
        "select delivery_id, subject from public.enqueued_runs order by position",
      );
      return rows.map((row) => ({ deliveryId: String(row["delivery_id"]), subject: String(row["subject"]) }));
    });
}
