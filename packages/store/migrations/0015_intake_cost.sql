-- What a delivery costs is mostly its text, twice. lz4 packs it in a fifth of pglz' time; a server that was built without
-- it, as the embedded one is, stays with pglz.
do $$
begin
  alter table public.deliveries alter column body set compression lz4, alter column payload set compression lz4;
exception when feature_not_supported then
  null;
end $$;

-- As before, but it looks before it writes: a delivery that comes again costs two looks into indexes, and its body is
-- neither read as JSON nor packed.
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
    -- Somebody was quicker by a moment: what is there now decides. Whoever is told 'duplicate' must be able to rely on it.
  end loop;
end $$;
