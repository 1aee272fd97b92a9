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
