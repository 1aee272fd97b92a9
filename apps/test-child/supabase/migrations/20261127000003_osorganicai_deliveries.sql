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
