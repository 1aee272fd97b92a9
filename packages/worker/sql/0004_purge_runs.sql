-- Deletes runs that ended before a moment, at most `batch` of them, oldest first, and what the store kept of them. Never
-- one that has not ended, waits, or is dead: a human decides about those. Returns how many; `dry`: how many there are.
create or replace function public.purge_runs(before timestamptz, batch integer, dry boolean) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  moment constant bigint := extract(epoch from before) * 1000;
  old text[];
begin
  if dry then
    return (select count(*) from dbos.workflow_status
            where name = 'handleDelivery' and status in ('SUCCESS', 'CANCELLED') and completed_at < moment);
  end if;
  select array_agg(id) into old from (
    select workflow_uuid as id from dbos.workflow_status
    where name = 'handleDelivery' and status in ('SUCCESS', 'CANCELLED') and completed_at < moment
    order by completed_at limit batch for update skip locked
  ) as locked;
  if old is null then
    return 0;
  end if;
  -- Not every database has the store beside the engine.
  if to_regprocedure('public.forget_runs(text[])') is not null then
    execute 'select public.forget_runs($1)' using old;
  end if;
  delete from dbos.operation_outputs where workflow_uuid = any (old);
  delete from dbos.workflow_input where workflow_uuid = any (old);
  delete from dbos.workflow_output where workflow_uuid = any (old);
  delete from public.parked_runs where run_id = any (old);
  delete from dbos.workflow_status where workflow_uuid = any (old);
  return cardinality(old);
end $$;

do $$
declare
  holder text;
begin
  for holder in select quote_ident(rolname) from pg_catalog.pg_roles
                where rolname in ('anon', 'authenticated', 'service_role') union all select 'public' loop
    execute format('revoke execute on function public.purge_runs(timestamptz, integer, boolean) from %s', holder);
  end loop;
end $$;
