-- 0004_effects.sql of @osorganicai/store. Applied once, by `supabase db push` or by `osorganicai migrate`, whichever comes first.
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
  if exists (select from osorganicai.migrations where name = '0004_effects.sql') then
    return;
  end if;
  insert into osorganicai.migrations (name, checksum)
  values ('0004_effects.sql', '379f4056a7161f83cf237b66b812fc4e44e7f8aff773ada64b6842df02b43057');
  execute $sql$
-- Writes to the outside, written down before they are tried.
create table public.effects (
  id             text primary key,         -- the same effect has the same id, whichever run wants it
  kind           text not null,
  run_id         text not null,            -- the run that wanted it first
  subject        text not null,
  parameter_hash text not null,
  result         json,                     -- { "value": … }; json keeps what jsonb refuses
  created_at     timestamptz not null default now(),
  settled_at     timestamptz               -- null: perhaps done, perhaps not; look before trying again
);
create index effects_subject on public.effects (subject);

-- What models were paid for.
create table public.llm_calls (
  run_id        text not null,
  step          text not null,
  purpose       text not null,
  model         text not null,             -- provider:model
  input_tokens  integer not null,
  output_tokens integer not null,
  cost_usd      numeric,                   -- null: the model's price is not known
  duration_ms   integer not null,
  prompt_sha256 text not null,
  answer_sha256 text not null,
  created_at    timestamptz not null default now(),
  primary key (run_id, step)
);
create index llm_calls_created_at on public.llm_calls (created_at);

-- What each step changed in a workspace: files do not survive a crash, these rows do.
create table public.workspace_patches (
  run_id     text not null,
  sequence   integer not null,             -- from 1, without gaps
  diff       text not null,                -- as a JSON string, because text refuses the NUL characters a diff may have
  tree       text not null,                -- git's tree id after this patch
  created_at timestamptz not null default now(),
  primary key (run_id, sequence)
);

alter table public.effects enable row level security;
alter table public.llm_calls enable row level security;
alter table public.workspace_patches enable row level security;
revoke all on public.effects, public.llm_calls, public.workspace_patches
  from public, anon, authenticated, service_role;
grant select, insert on public.effects, public.llm_calls, public.workspace_patches to service_role;
$sql$;
end $osorganicai$;
