-- Who works on runs, and until when. Whoever is past its deadline is taken over, and writes nothing any more.
create table if not exists public.executors (
  id         text primary key,             -- fn.<deadline>.<uuid> for an invocation of a function, which never moves it
  deadline   timestamptz not null,         -- 'infinity' for the one process of an embedded database, whose folder is locked
  stopping   boolean not null default false, -- takes no more runs, and ends those it has
  started_at timestamptz not null default now()
);

create or replace function public.is_alive(executor text) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  -- Neither now() nor an older snapshot: a transaction may have begun before the deadline.
  return exists (select from public.executors where id = executor and deadline > clock_timestamp());
end $$;

create or replace function public.refuse_executor(executor text) returns void
language plpgsql set search_path = '' as $$
begin
  raise exception 'Executor % is past its deadline. What it writes is refused; its runs go on elsewhere.', executor
    using errcode = 'OSX01';
end $$;

-- For whoever writes on behalf of an executor. Its row stays locked until the write is committed, so that nobody takes
-- the executor over in between.
create or replace function public.assert_alive(executor text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.executors where id = executor and deadline > clock_timestamp() for key share;
  if not found then
    perform public.refuse_executor(executor);
  end if;
end $$;

-- The executor's id. `lease_ms` null: there is no other process. `executor` null: an invocation of a function.
create or replace function public.register_executor(executor text, lease_ms bigint) returns text
language plpgsql security definer set search_path = '' as $$
declare
  until constant timestamptz := case when lease_ms is null then 'infinity'::timestamptz
                                     else clock_timestamp() + lease_ms * interval '1 ms' end;
  known constant text := coalesce(executor, 'fn.' || (extract(epoch from until) * 1000)::bigint || '.' || gen_random_uuid());
begin
  if lease_ms is null then
    delete from public.executors where id <> known;
  end if;
  insert into public.executors (id, deadline) values (known, until)
  on conflict (id) do update set deadline = excluded.deadline, stopping = false, started_at = now();
  return known;
end $$;

-- False: the deadline has passed. It never moves again then.
create or replace function public.extend_executor(executor text, lease_ms bigint) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.executors set deadline = clock_timestamp() + lease_ms * interval '1 ms'
  where id = executor and deadline > clock_timestamp();
  return found;
end $$;

-- From now on this executor takes no more runs: those that wait are for others, while it ends what it has.
create or replace function public.stop_taking(executor text) returns void
language sql security definer set search_path = '' as $$
  update public.executors set stopping = true where id = executor
$$;

-- Gives up an executor and its runs, which others take at once.
create or replace function public.release_executor(executor text) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  given integer;
begin
  perform from public.executors where id = executor for update;
  delete from public.executors where id = executor;
  update dbos.workflow_status
  set status = 'ENQUEUED', owner_xid = null, started_at_epoch_ms = null,
      recovery_attempts = greatest(recovery_attempts - 1, 0)  -- no crash
  where status = 'PENDING' and name = 'handleDelivery' and executor_id = executor;
  get diagnostics given = row_count;
  return given;
end $$;

-- Takes over the runs of every executor that is past its deadline or gone. One caller at a time; the others need not wait.
-- Runs of another version are left to workers of that version.
create or replace function public.take_over_runs(version text) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  taken integer;
begin
  if not pg_try_advisory_xact_lock(7315604) then
    return 0;
  end if;
  -- Waits for what assert_alive holds: writes that began in time.
  perform from public.executors where deadline <= clock_timestamp() for update;
  delete from public.executors where deadline <= clock_timestamp();
  update dbos.workflow_status as run
  set status = 'ENQUEUED', owner_xid = null, started_at_epoch_ms = null
  where run.status = 'PENDING' and run.name = 'handleDelivery' and run.application_version = version
    and run.executor_id <> 'parked'
    and not exists (select from public.executors where id = run.executor_id);
  get diagnostics taken = row_count;
  return taken;
end $$;

-- Gives a run back to the queue that its executor has claimed and does not do. False: it has another owner by now.
create or replace function public.give_back_claim(executor text, run text, owner text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  perform public.assert_alive(executor);
  update dbos.workflow_status
  set status = 'ENQUEUED', owner_xid = null, started_at_epoch_ms = null,
      recovery_attempts = greatest(recovery_attempts - 1, 0)  -- no crash
  where workflow_uuid = run and status = 'PENDING' and executor_id = executor and owner_xid = owner;
  return found;
end $$;

-- The runs at once over all workers; no row: no bound.
create table if not exists public.run_limit (
  only_one boolean primary key default true check (only_one),
  total    integer not null check (total > 0)
);

-- What DBOS does not guard by itself: a claim by an executor that stops or is past its deadline, or beyond the bound over
-- all workers, does not happen; the end of a run is refused from an executor that is past its deadline. No takeover comes
-- between this and the commit: it needs the run's row, which is locked here.
create or replace function public.guard_run() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  bound integer;
begin
  if new.status <> 'PENDING' then
    if not public.is_alive(old.executor_id) then
      perform public.refuse_executor(old.executor_id);
    end if;
    delete from public.parked_runs where run_id = new.workflow_uuid;
    return new;
  end if;
  if not exists (select from public.executors
                 where id = new.executor_id and deadline > clock_timestamp() and not stopping) then
    return null;
  end if;
  select total into bound from public.run_limit;
  if found then
    perform pg_advisory_xact_lock(7315605);
    if (select count(*) from dbos.workflow_status
        where status = 'PENDING' and name = 'handleDelivery' and executor_id <> 'parked') >= bound then
      return null;
    end if;
  end if;
  return new;
end $$;

-- A step's result, between the deadline and the takeover; after that DBOS refuses it. DBOS has locked the run's row by now.
create or replace function public.guard_step() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  executor text;
begin
  select executor_id into executor from dbos.workflow_status
  where workflow_uuid = new.workflow_uuid and name = 'handleDelivery';
  if found and not public.is_alive(executor) then
    perform public.refuse_executor(executor);
  end if;
  return new;
end $$;

create or replace trigger guard_run before update of status on dbos.workflow_status for each row
  when (old.name = 'handleDelivery' and (old.status = 'ENQUEUED' and new.status = 'PENDING'
        or old.status = 'PENDING' and new.status in ('SUCCESS', 'ERROR')))
  execute function public.guard_run();
create or replace trigger guard_step before insert on dbos.operation_outputs for each row
  execute function public.guard_step();
