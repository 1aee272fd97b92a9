-- 0009_intake.sql of @osorganicai/store. Applied once, by `supabase db push` or by `osorganicai migrate`, whichever comes first.
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
  if exists (select from osorganicai.migrations where name = '0009_intake.sql') then
    return;
  end if;
  insert into osorganicai.migrations (name, checksum)
  values ('0009_intake.sql', 'b1c85e07eb135b471704acc37ec3781ee7e8ed602e1caf3166ed198be2cef367');
  execute $sql$
-- A body that comes again under another delivery id is no new delivery: GitHub signs the body and nothing else.
alter table public.deliveries
  add column replay_key bytea;             -- SHA-256 of the exact body, once per hook, which has a database of its own;
                                           -- null: a hand-over, or bytes that nobody knows
update public.deliveries d set replay_key = decode(d.body_sha256, 'hex')
where d.event <> 'hand-over' and d.body_sha256 is not null and not exists (
  select from public.deliveries earlier
  where earlier.body_sha256 = d.body_sha256 and earlier.event <> 'hand-over'
    and (earlier.received_at, earlier.id) < (d.received_at, d.id));
create unique index deliveries_replay_key on public.deliveries (replay_key);

-- Gives a dead run another chance, if an engine is there that knows dead runs: public.revive_run(delivery_id, subject)
-- is the engine's and answers whether the run was dead. Until it is applied nothing is revived.
create function public.revive_dead_run(delivery_id text, subject text) returns boolean
language plpgsql set search_path = '' as $$
declare
  was_dead boolean;
begin
  if to_regprocedure('public.revive_run(text, text)') is null then
    return false;
  end if;
  execute 'select public.revive_run($1, $2)' into was_dead using delivery_id, subject;
  return coalesce(was_dead, false);
end $$;

-- Stores a delivery and enqueues its run: 'recorded'. 'duplicate': the delivery was there already, or its body under
-- another id. 'revived': the same delivery, whose run was dead. 'conflict': the id was there with another body.
create or replace function public.ingest_delivery(
  id text, event text, action text, repository text, subject text,
  sender_id bigint, sender_login text, sender_type text,
  body text, body_sha256 text,
  payload text default null                -- only for a body that jsonb refuses: the same without what it refuses
) returns text
language plpgsql security definer set search_path = ''
set lock_timeout = '7s'                    -- the sender is gone by then, and whoever waits here holds a connection
as $$
declare
  known record;
begin
  loop
    insert into public.deliveries
      (id, event, action, repository, subject, sender_id, sender_login, sender_type, body, body_sha256, payload,
       replay_key)
    values
      (ingest_delivery.id, ingest_delivery.event, ingest_delivery.action, ingest_delivery.repository,
       ingest_delivery.subject, ingest_delivery.sender_id, ingest_delivery.sender_login, ingest_delivery.sender_type,
       ingest_delivery.body, ingest_delivery.body_sha256,
       coalesce(ingest_delivery.payload, ingest_delivery.body)::jsonb, decode(ingest_delivery.body_sha256, 'hex'))
    on conflict do nothing;
    if found then
      perform public.enqueue_run(ingest_delivery.id, ingest_delivery.subject);
      return 'recorded';
    end if;
    select d.body_sha256, d.subject into known from public.deliveries d where d.id = ingest_delivery.id;
    if found then
      return case
        when known.body_sha256 <> ingest_delivery.body_sha256 then 'conflict'  -- null is never another one
        when public.revive_dead_run(ingest_delivery.id, known.subject) then 'revived'
        else 'duplicate'
      end;
    end if;
    perform from public.deliveries d where d.replay_key = decode(ingest_delivery.body_sha256, 'hex');
    if found then
      return 'duplicate';
    end if;
    -- What was in the way is gone since: somebody cleaned up. Whoever is told 'duplicate' must be able to rely on it.
  end loop;
end $$;

revoke execute on function public.revive_dead_run(text, text) from public, anon, authenticated, service_role;
$sql$;
end $osorganicai$;
