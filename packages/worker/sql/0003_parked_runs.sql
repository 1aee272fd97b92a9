-- Runs that wait for longer than a worker should. Such a run is DBOS' PENDING under an executor named 'parked', which
-- nobody ever takes over: so its subject's later runs wait behind it, as behind any run that is under way.
create table if not exists public.parked_runs (
  run_id    text primary key,
  step      text,                          -- that is tried again; null for a dead run that is to be revived
  until     timestamptz,                   -- when it is woken; null: it was, and is tried now
  since     timestamptz not null,          -- the step's first try
  attempts  integer not null,              -- of that step, so far
  reason    text,                          -- for a human
  parked_at timestamptz not null default now()
);
create index if not exists parked_runs_until on public.parked_runs (until);

-- Lets go of a run until then, in one transaction. False: `owner`, the execution that asks, does not have it any more.
create or replace function public.park_run(
  run text, owner text, step text, until timestamptz, since timestamptz, attempts integer, reason text
) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update dbos.workflow_status
  set executor_id = 'parked', owner_xid = null, started_at_epoch_ms = null,
      recovery_attempts = greatest(recovery_attempts - 1, 0)  -- no crash
  where workflow_uuid = run and status = 'PENDING' and owner_xid = owner and public.is_alive(executor_id);
  if not found then
    return false;
  end if;
  insert into public.parked_runs (run_id, step, until, since, attempts, reason)
  values (run, park_run.step, park_run.until, park_run.since, park_run.attempts, park_run.reason)
  on conflict (run_id) do update
  set step = excluded.step, until = excluded.until, since = excluded.since, attempts = excluded.attempts,
      reason = excluded.reason, parked_at = now();
  return true;
end $$;

-- Wakes what is due at `moment`: such a run is the first of its subject again. Returns the dead runs that are due to be
-- revived, which needs to know what steps' results mean.
create or replace function public.wake_runs(moment timestamptz) returns setof text
language plpgsql security definer set search_path = '' as $$
declare
  due text[];
begin
  select array_agg(run_id) into due from (
    select run_id from public.parked_runs where until <= moment order by until limit 1000 for update skip locked
  ) as locked;
  if due is null then
    return;
  end if;
  update dbos.workflow_status set status = 'ENQUEUED', executor_id = null
  where workflow_uuid = any (due) and status = 'PENDING' and executor_id = 'parked';
  update public.parked_runs set until = null where run_id = any (due) and step is not null;
  return query select run_id from public.parked_runs where run_id = any (due) and step is null;
end $$;

-- Gives a delivery's dead run another chance, with the caller's transaction. False: its run is not dead, or has one.
create or replace function public.revive_run(delivery_id text, subject text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  run constant text := delivery_id || '@' || subject;
begin
  perform from dbos.workflow_status
  where workflow_uuid = run and name = 'handleDelivery' and status in ('ERROR', 'MAX_RECOVERY_ATTEMPTS_EXCEEDED')
  for update;
  if not found then
    return false;
  end if;
  insert into public.parked_runs (run_id, until, since, attempts, reason)
  values (run, 'epoch', now(), 0, 'It is given another chance.')
  on conflict do nothing;
  return found;
end $$;

-- Ends a run for good: it is neither tried again nor revived, and its subject is free. False: there is no such run, or it
-- has succeeded.
create or replace function public.discard_run(run text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  moment constant bigint := extract(epoch from now()) * 1000;
begin
  delete from public.parked_runs where run_id = run;
  update dbos.workflow_status
  set status = 'CANCELLED', owner_xid = null, queue_name = null, started_at_epoch_ms = null,
      updated_at = moment, completed_at = moment
  where workflow_uuid = run and name = 'handleDelivery' and status <> 'SUCCESS';
  return found;
end $$;

-- Runs that have not ended, dead ones that are to be revived included; and how many of them can go on before `moment`.
create or replace function public.count_runs(moment timestamptz, out unfinished integer, out workable integer)
language sql stable security definer set search_path = '' as $$
  with open_runs as (
    select run.queue_partition_key as subject,
           run.status = 'PENDING' and run.executor_id = 'parked' as waits,
           coalesce(parked.until > moment, false) as for_longer
    from dbos.workflow_status as run left join public.parked_runs as parked on parked.run_id = run.workflow_uuid
    where run.name = 'handleDelivery' and run.status in ('ENQUEUED', 'PENDING')
    union all
    select null, false, false from public.parked_runs as parked where parked.step is null
  )
  select count(*)::integer,
         count(*) filter (where not exists (
           select from open_runs as other where other.subject = one.subject and other.waits and other.for_longer
         ))::integer
  from open_runs as one
$$;

-- Supabase grants what is new in `public` to everybody; a bare Postgres may not have these roles yet.
alter table public.executors enable row level security;
alter table public.run_limit enable row level security;
alter table public.parked_runs enable row level security;
do $$
declare
  holder text;
  thing text;
begin
  for holder in select quote_ident(rolname) from pg_catalog.pg_roles
                where rolname in ('anon', 'authenticated', 'service_role') union all select 'public' loop
    foreach thing in array array['executors', 'run_limit', 'parked_runs'] loop
      execute format('revoke all on public.%I from %s', thing, holder);
    end loop;
    foreach thing in array array[
      'is_alive(text)', 'refuse_executor(text)', 'assert_alive(text)', 'register_executor(text, bigint)',
      'extend_executor(text, bigint)', 'stop_taking(text)', 'release_executor(text)', 'take_over_runs(text)',
      'give_back_claim(text, text, text)', 'guard_run()', 'guard_step()',
      'park_run(text, text, text, timestamptz, timestamptz, integer, text)', 'wake_runs(timestamptz)',
      'revive_run(text, text)', 'discard_run(text)', 'count_runs(timestamptz)'
    ] loop
      execute format('revoke execute on function public.%s from %s', thing, holder);
    end loop;
  end loop;
end $$;
