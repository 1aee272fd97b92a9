-- 0001_seed.sql of @osorganicai/store. Applied once, by `supabase db push` or by `osorganicai migrate`, whichever comes first.
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
  if exists (select from osorganicai.migrations where name = '0001_seed.sql') then
    return;
  end if;
  insert into osorganicai.migrations (name, checksum)
  values ('0001_seed.sql', 'f188ebb0db2e5484ef4d53a8cd45e71709b04861a3fc4193ee34f096976638c4');
  execute $sql$
-- The three tables of the architecture document, word for word. What the flow needs beside them comes in later files.

CREATE TABLE conversations (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  issue_id BIGINT NOT NULL,
  issue_number INTEGER NOT NULL,
  repo_full_name TEXT NOT NULL,
  status TEXT NOT NULL, -- 'analyzing', 'needs_clarification', 'ready_for_dev'
  analysis JSONB,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);

CREATE TABLE agent_actions (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  conversation_id UUID REFERENCES conversations(id),
  agent_type TEXT NOT NULL, -- 'product_owner', 'developer'
  action_type TEXT NOT NULL,
  payload JSONB,
  created_at TIMESTAMPTZ DEFAULT NOW()
);

CREATE TABLE code_generations (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  conversation_id UUID REFERENCES conversations(id),
  pr_number INTEGER,
  files_changed JSONB,
  tests_generated JSONB,
  status TEXT NOT NULL,
  created_at TIMESTAMPTZ DEFAULT NOW()
);

create index conversations_issue_id on public.conversations (issue_id);
create index conversations_status on public.conversations (status);
create index conversations_created_at on public.conversations (created_at);
create index agent_actions_created_at on public.agent_actions (created_at);
create index code_generations_status on public.code_generations (status);
create index code_generations_created_at on public.code_generations (created_at);

-- No policies: only the server's role, which bypasses them, reads and writes. Supabase grants new tables to everybody,
-- so every file takes that back.
alter table public.conversations enable row level security;
alter table public.agent_actions enable row level security;
alter table public.code_generations enable row level security;

revoke all on public.conversations, public.agent_actions, public.code_generations
  from public, anon, authenticated, service_role;
grant select, insert, update on public.conversations, public.code_generations to service_role;
grant select, insert on public.agent_actions to service_role;
$sql$;
end $osorganicai$;
