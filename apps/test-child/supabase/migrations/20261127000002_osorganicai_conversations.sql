-- 0002_conversations.sql of @osorganicai/store. Applied once, by `supabase db push` or by `osorganicai migrate`, whichever comes first.
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
  if exists (select from osorganicai.migrations where name = '0002_conversations.sql') then
    return;
  end if;
  insert into osorganicai.migrations (name, checksum)
  values ('0002_conversations.sql', '416831ed0060857b6091242a829ae2ff63e5c82c3bd171ad9cb31c543ce774c0');
  execute $sql$
-- What a conversation needs to lead from an issue to a deployment.
alter table public.conversations
  add column subject text not null unique
    generated always as (repo_full_name || '#' || issue_number::text) stored,  -- the unit of ordering
  add column branch text,                  -- recorded before it exists on GitHub
  add column pull_request_number integer,
  add constraint conversations_branch unique (repo_full_name, branch),
  add constraint conversations_pull_request unique (repo_full_name, pull_request_number);

-- Every change a conversation went through. The key makes a change that a crash repeats a no-op.
create table public.conversation_changes (
  conversation_id uuid not null references public.conversations (id),
  key             text not null,
  from_status     text not null,
  to_status       text not null,
  agent           text not null,
  run_id          text not null,
  changed_at      timestamptz not null default now(),
  primary key (conversation_id, key)
);

-- Requirement contracts. A later revision replaces the earlier one; none is ever edited.
create table public.contracts (
  conversation_id uuid not null references public.conversations (id),
  revision        integer not null,        -- from 1, without gaps
  content         jsonb not null,
  content_sha256  text not null,           -- of Postgres' own text of the content, lower-case hex
  run_id          text not null,
  created_at      timestamptz not null default now(),
  primary key (conversation_id, revision)
);

alter table public.agent_actions
  add column run_id text,
  add column sequence integer,             -- position within the run; null for rows the database writes itself
  add column position bigint generated always as identity unique,  -- order of writing over all runs
  add constraint agent_actions_once unique (run_id, sequence);
create index agent_actions_conversation_id on public.agent_actions (conversation_id);

alter table public.code_generations
  add column run_id text unique;           -- one row per run, replaced when the run goes on
create index code_generations_conversation_id on public.code_generations (conversation_id);

create function public.refuse_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;

-- Not even the server may rewrite what agents did.
create trigger agent_actions_append_only before update or delete or truncate on public.agent_actions
  for each statement execute function public.refuse_change();

alter table public.conversation_changes enable row level security;
alter table public.contracts enable row level security;
revoke all on public.conversation_changes, public.contracts from public, anon, authenticated, service_role;
grant select on public.conversation_changes, public.contracts to service_role;  -- written by advance_conversation
revoke all on sequence public.agent_actions_position_seq from public, anon, authenticated, service_role;
revoke execute on function public.refuse_change() from public, anon, authenticated;
$sql$;
end $osorganicai$;
