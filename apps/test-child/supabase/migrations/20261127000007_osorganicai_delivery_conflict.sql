-- 0007_delivery_conflict.sql of @osorganicai/store. Applied once, by `supabase db push` or by `osorganicai migrate`, whichever comes first.
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
  if exists (select from osorganicai.migrations where name = '0007_delivery_conflict.sql') then
    return;
  end if;
  insert into osorganicai.migrations (name, checksum)
  values ('0007_delivery_conflict.sql', '18a8401f12b397c715a8e5ab6f641571ff6c68ad40bd6ab006a91ffa654b7c7d');
  execute $sql$
-- A delivery id that comes again with another body is no redelivery: it is answered as such and never mistaken for one.
alter table public.deliveries
  alter column body_sha256 drop not null;  -- null: recovered by the sweep; GitHub's log of deliveries has no exact bytes

-- Stores a delivery and enqueues its run. 'recorded'; 'duplicate' when the delivery was there already; 'conflict' when
-- the id was there with another body.
create or replace function public.ingest_delivery(
  id text, event text, action text, repository text, subject text,
  sender_id bigint, sender_login text, sender_type text,
  body text, body_sha256 text,
  payload text default null                -- only for a body that jsonb refuses: the same without what it refuses
) returns text
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.deliveries
    (id, event, action, repository, subject, sender_id, sender_login, sender_type, body, body_sha256, payload)
  values
    (ingest_delivery.id, ingest_delivery.event, ingest_delivery.action, ingest_delivery.repository,
     ingest_delivery.subject, ingest_delivery.sender_id, ingest_delivery.sender_login, ingest_delivery.sender_type,
     ingest_delivery.body, ingest_delivery.body_sha256,
     coalesce(ingest_delivery.payload, ingest_delivery.body)::jsonb)
  on conflict do nothing;
  if found then
    perform public.enqueue_run(ingest_delivery.id, ingest_delivery.subject);
    return 'recorded';
  end if;
  perform from public.deliveries known
  where known.id = ingest_delivery.id and known.body_sha256 <> ingest_delivery.body_sha256;  -- null is never another one
  return case when found then 'conflict' else 'duplicate' end;
end $$;
$sql$;
end $osorganicai$;
