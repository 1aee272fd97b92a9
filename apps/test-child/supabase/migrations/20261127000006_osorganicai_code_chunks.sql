-- 0006_code_chunks.sql of @osorganicai/store. Applied once, by `supabase db push` or by `osorganicai migrate`, whichever comes first.
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
  if exists (select from osorganicai.migrations where name = '0006_code_chunks.sql') then
    return;
  end if;
  if not exists (select from pg_catalog.pg_available_extensions where name = 'vector') then
    raise notice 'Left out: this Postgres does not offer the extension vector.';
    return;
  end if;
  insert into osorganicai.migrations (name, checksum)
  values ('0006_code_chunks.sql', '07a095782fce3948c0e08685a0a40746db12f1bccb48623b9ed9a727eeb1b12f');
  execute $sql$
-- requires extension: vector
-- Code by meaning. This file waits until the extension can be installed; nothing else needs it.
create schema if not exists extensions;
create extension if not exists vector with schema extensions;
set local search_path = public, extensions;

create table public.code_chunks (
  repository     text not null,
  path           text not null,
  start_line     integer not null,         -- from 1, both included
  end_line       integer not null,
  content_sha256 text not null,            -- of the lines: unchanged code is not embedded again
  model          text not null,            -- vectors of different models must not be compared
  embedding      vector not null,          -- of any length; an index needs one, so it comes with the model that is chosen
  created_at     timestamptz not null default now(),
  primary key (repository, path, start_line, end_line, model)
);

alter table public.code_chunks enable row level security;
revoke all on public.code_chunks from public, anon, authenticated, service_role;
grant select, insert, update, delete on public.code_chunks to service_role;
$sql$;
end $osorganicai$;
