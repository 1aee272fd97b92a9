-- 0017_code_index_entries.sql of @osorganicai/store. Applied once, by `supabase db push` or by `osorganicai migrate`, whichever comes first.
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
  if exists (select from osorganicai.migrations where name = '0017_code_index_entries.sql') then
    return;
  end if;
  insert into osorganicai.migrations (name, checksum)
  values ('0017_code_index_entries.sql', 'bf15bb7102f24086bf605a6dd046f8a37a7275f8d2985f93e36381bf3cdf059e');
  execute $sql$
-- What was read of repositories' code, so that no process of an installation reads it again: words, names, imports and
-- messages of commits, but no text. An entry is never changed. It lies in parts, because it may be larger than one request.
create table public.code_index_entries (
  repository text not null,                -- owner/name
  name       text not null,                -- ends with a hash of the whole, by which readers know that nothing is damaged
  part       integer not null,             -- from 0
  parts      integer not null,             -- the first one is written last: where it is, all are
  content    text not null,                -- gzip of this part, in base64
  created_at timestamptz not null default now(),
  primary key (repository, name, part),
  check (part >= 0 and part < parts)
);
alter table public.code_index_entries alter column content set storage external;  -- packed already

alter table public.code_index_entries enable row level security;
revoke all on public.code_index_entries from public, anon, authenticated, service_role;
grant select, insert, delete on public.code_index_entries to service_role;
$sql$;
end $osorganicai$;
