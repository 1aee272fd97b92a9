-- 0013_fence_and_purge.sql of @osorganicai/store. Applied once, by `supabase db push` or by `osorganicai migrate`, whichever comes first.
-- Leave it as it is: an upgrade adds files and never rewrites one.
create schema if not exists osorganicai;
create table if not exists osorganicai.migrations (
  name       text primary key,
  checksum   text not null,
  applied_at timestamptz not null default now()
);
alter table osorganicai.migrations enable row level security;

do $osorganicai$
begin
  perform pg_advisory_xact_lock(7315602);
  if exists (select from osorganicai.migrations where name = '0013_fence_and_purge.sql') then
    return;
  end if;
  insert into osorganicai.migrations (name, checksum)
  values ('0013_fence_and_purge.sql', '33bd21e816902e775d2966ad6f0978530716969b1c2fc5d0edf7cc9dcb0ec449');
  execute $sql$
-- A worker that wakes up after its deadline writes nothing: its runs go on elsewhere. A run's requests name the executor
-- they are made for in a header; public.assert_alive, which the engine ships, refuses one that is past its deadline.
-- Requests without the header belong to no run, such as those of the intake.
create function public.refuse_stale_executor() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  executor constant text :=
    nullif(current_setting('request.headers', true), '')::json ->> 'x-osorganicai-executor';
begin
  if executor is not null then
    perform public.assert_alive(executor);
  end if;
  return null;
end $$;

do $$
declare
  name text;
begin
  foreach name in array array[
    'conversations', 'conversation_changes', 'contracts', 'deliveries', 'agent_actions', 'code_generations', 'effects',
    'llm_calls', 'workspace_patches'
  ] loop
    execute format(
      'create trigger refuse_stale_executor before insert or update or delete on public.%I
       for each statement execute function public.refuse_stale_executor()', name);
  end loop;
end $$;

revoke execute on function public.refuse_stale_executor() from public, anon, authenticated, service_role;

-- What the engine's public.purge_runs calls, in its transaction, for runs that have ended long ago: their deliveries' text
-- and their patches go. The deliveries' rows and hashes stay, so that nothing old is taken for new; so do conversations and
-- the audit trail.
create function public.forget_runs(run_ids text[]) returns void
language sql security definer set search_path = '' as $$
  delete from public.workspace_patches where run_id = any (run_ids);
  update public.deliveries set body = '', payload = '{}'
  where id || '@' || subject = any (run_ids) and body <> '';
$$;
revoke execute on function public.forget_runs(text[]) from public, anon, authenticated, service_role;
$sql$;
end $osorganicai$;
