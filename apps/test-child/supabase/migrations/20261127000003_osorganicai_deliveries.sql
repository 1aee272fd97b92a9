-- 0003_deliveries.sql of @osorganicai/store. Applied once, by `supabase db push` or by `osorganicai migrate`, whichever comes first.
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
  if exists (select from osorganicai.migrations where name = '0003_deliveries.sql') then
    return;
  end if;
  insert into osorganicai.migrations (name, checksum)
  values ('0003_deliveries.sql', '795e8e961e53b5eee249205c580899a59892307b58daf06e252dfeeaf1360900');
  execute $sql$
-- One row per GitHub delivery or hand-over. Its run is enqueued in the transaction that inserts it.
create table public.deliveries (
  id           text primary key,           -- X-GitHub-Delivery; a redelivery keeps it, hence dedup
  event        text not null,
  action       text,
  repository   text,
  subject      text not null,              -- moves to the conversation's, once that is known
  sender_id    bigint,
  sender_login text,
  sender_type  text,
  body         text not null,              -- exact, because jsonb refuses some of what JSON allows
  body_sha256  text not null,              -- of the exact bytes; a captured body can come again under another id
  payload      jsonb not null,             -- the body for queries, without what jsonb refuses
  status       text not null default 'recorded',
  reason       text,                       -- for a human
  caused_by    text references public.deliveries (id),  -- whose run handed over
  received_at  timestamptz not null default now(),
  settled_at   timestamptz
);
create index deliveries_subject on public.deliveries (subject);
create index deliveries_status on public.deliveries (status);
create index deliveries_received_at on public.deliveries (received_at);

alter table public.deliveries enable row level security;
revoke all on public.deliveries from public, anon, authenticated, service_role;
grant select on public.deliveries to service_role;  -- written by functions only
$sql$;
end $osorganicai$;
