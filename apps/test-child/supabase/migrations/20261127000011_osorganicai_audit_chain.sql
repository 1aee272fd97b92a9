-- 0011_audit_chain.sql of @osorganicai/store. Applied once, by `supabase db push` or by `osorganicai migrate`, whichever comes first.
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
  if exists (select from osorganicai.migrations where name = '0011_audit_chain.sql') then
    return;
  end if;
  insert into osorganicai.migrations (name, checksum)
  values ('0011_audit_chain.sql', '094cfc1fa1c10334713733a367a8d1e0917322d93b9dd04178f56cdeb906c0a9');
  execute $sql$
-- The audit trail as chains: each row holds the hash of the one before it, so that none can be altered, slipped in or taken
-- out unnoticed. One chain per conversation, named by its subject, so that what was done before it was opened belongs to it.
alter table public.agent_actions
  add column triggered_by_id    bigint,    -- who sent the delivery, or the one that led to this hand-over
  add column triggered_by_login text,
  add column input_sha256       text,      -- what the action was given: the delivery's body unless the agent says otherwise
  add column output_sha256      text,      -- what came out
  add column chain              text,      -- the conversation's subject; without one, the run's
  add column link               integer,   -- place in the chain: from 1, without gaps
  add column previous_sha256    text,      -- of the row before it; zeros for the first
  add column sha256             text;      -- of osorganicai.action_text

-- Where each chain ends. Also the lock under which it grows, and what tells that its tail was cut off.
create table public.agent_action_heads (
  chain  text primary key,
  links  integer not null,
  sha256 text not null
);
alter table public.agent_action_heads enable row level security;
revoke all on public.agent_action_heads from public, anon, authenticated, service_role;
grant select on public.agent_action_heads to service_role, authenticated;  -- written by chain_action only

-- What is hashed. Each field is written with its length in bytes, so that no two rows have the same text.
create function osorganicai.action_text(action public.agent_actions) returns text
language sql stable set search_path = '' as $$
  select string_agg(coalesce(octet_length(convert_to(field, 'UTF8')) || ':' || field, '-'), ',' order by n)
  from unnest(array[
    'osorganicai-audit-1', action.chain, action.link::text, action.previous_sha256, action.id::text,
    action.position::text, to_char(action.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    action.run_id, action.sequence::text, action.conversation_id::text, action.agent_type, action.action_type,
    action.payload::text, action.input_sha256, action.output_sha256, action.triggered_by_id::text,
    action.triggered_by_login]) with ordinality as fields(field, n)
$$;

create function osorganicai.text_sha256(content text) returns text
language sql immutable set search_path = '' as $$
  select encode(sha256(convert_to(content, 'UTF8')), 'hex')
$$;

-- Puts a row at the end of its chain. The head's row is held until the transaction ends, so a chain grows by one row at a time.
create function osorganicai.link_action(action public.agent_actions) returns public.agent_actions
language plpgsql set search_path = '' as $$
declare
  head public.agent_action_heads;
begin
  action.chain := coalesce(
    (select subject from public.conversations where id = action.conversation_id),
    substr(action.run_id, strpos(action.run_id, '@') + 1), '');  -- a run's id is <delivery id>@<subject>
  insert into public.agent_action_heads values (action.chain, 0, repeat('0', 64)) on conflict do nothing;
  select * into head from public.agent_action_heads where chain = action.chain for update;
  action.link := head.links + 1;
  action.previous_sha256 := head.sha256;
  action.sha256 := osorganicai.text_sha256(osorganicai.action_text(action));
  update public.agent_action_heads set links = action.link, sha256 = action.sha256 where chain = action.chain;
  return action;
end $$;

-- The rows that are there, in the order they were written.
alter table public.agent_actions disable trigger agent_actions_append_only;
do $$
declare
  action public.agent_actions;
begin
  for action in select * from public.agent_actions order by position loop
    action.created_at := coalesce(action.created_at, now());
    action := osorganicai.link_action(action);
    update public.agent_actions
    set created_at = action.created_at, chain = action.chain, link = action.link,
        previous_sha256 = action.previous_sha256, sha256 = action.sha256
    where id = action.id;
  end loop;
end $$;
alter table public.agent_actions enable trigger agent_actions_append_only;

alter table public.agent_actions
  alter column created_at set not null, alter column chain set not null, alter column link set not null,
  alter column previous_sha256 set not null, alter column sha256 set not null,
  add constraint agent_actions_link unique (chain, link);

-- Whatever a client says about place, time and identity of a row is replaced, and who triggered it is read from the delivery.
create function osorganicai.chain_action() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  cause record;
begin
  if new.run_id is not null and new.sequence is not null then
    -- Appended again after a crash: not a second link, also when both come at once. Few locks, because many rows need many.
    perform pg_advisory_xact_lock(7315603, hashtext(new.run_id || ':' || new.sequence) & 63);
    if exists (select from public.agent_actions where run_id = new.run_id and sequence = new.sequence) then
      return null;
    end if;
  end if;
  -- Conversation first, then head, as advance_conversation does: the foreign key would lock it last, and the two would deadlock.
  perform from public.conversations where id = new.conversation_id for key share;
  with recursive causes as (
    select id, caused_by, sender_id, sender_login, body_sha256, 1 as distance
    from public.deliveries where id = split_part(new.run_id, '@', 1)
    union all
    select earlier.id, earlier.caused_by, earlier.sender_id, earlier.sender_login, causes.body_sha256, distance + 1
    from causes join public.deliveries earlier on earlier.id = causes.caused_by
    where causes.sender_id is null and distance < 100
  )
  select * into cause from causes order by distance desc limit 1;

  new.id := gen_random_uuid();
  new.created_at := clock_timestamp();
  if cause.sender_id is not null then
    new.triggered_by_id := cause.sender_id;
    new.triggered_by_login := cause.sender_login;
  end if;
  new.input_sha256 := coalesce(new.input_sha256, cause.body_sha256);
  new.output_sha256 := coalesce(new.output_sha256, osorganicai.text_sha256(new.payload::text));
  return osorganicai.link_action(new);
end $$;
create trigger agent_actions_chain before insert on public.agent_actions
  for each row execute function osorganicai.chain_action();

-- As before, and the audit row has the digest of everything that was changed.
create or replace function public.write_down_change(conversation public.conversations, wanted jsonb) returns void
language plpgsql set search_path = '' as $$
begin
  insert into public.conversation_changes (conversation_id, key, from_status, to_status, agent, run_id)
  values (conversation.id, wanted ->> 'key', wanted ->> 'from', wanted ->> 'to', wanted ->> 'agent', wanted ->> 'run_id');

  insert into public.agent_actions (conversation_id, run_id, agent_type, action_type, payload, output_sha256)
  values (conversation.id, wanted ->> 'run_id', wanted ->> 'agent', 'status_changed',
          jsonb_build_object('from', wanted ->> 'from', 'to', wanted ->> 'to'),
          osorganicai.text_sha256(wanted::text));

  if wanted ? 'contract' then
    insert into public.contracts (conversation_id, revision, content, content_sha256, run_id)
    select conversation.id, coalesce(max(revision), 0) + 1, wanted -> 'contract',
           encode(sha256(convert_to((wanted -> 'contract')::text, 'UTF8')), 'hex'), wanted ->> 'run_id'
    from public.contracts where conversation_id = conversation.id;
  end if;

  if wanted ? 'hand_over_to' then
    perform public.hand_over(conversation, wanted);
  end if;
end $$;

-- Where the chain stood when an effect was known to be there: outside of the chain, so that a cut tail is missed.
alter table public.effects
  add column audit_count  integer,         -- null: nothing had been written down about this subject
  add column audit_sha256 text;

-- Writes down that an effect is there; the first result stays. False: nobody announced it.
create or replace function public.settle_effect(effect_id text, new_result text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.effects effect
  set result = new_result::json, settled_at = now(),
      (audit_count, audit_sha256) = (select head.links, head.sha256 from public.agent_action_heads head
                                     where head.chain = effect.subject)
  where id = effect_id and settled_at is null;
  return found or exists (select from public.effects where id = effect_id);
end $$;

revoke execute on function osorganicai.action_text(public.agent_actions), osorganicai.text_sha256(text),
  osorganicai.link_action(public.agent_actions), osorganicai.chain_action() from public;

create policy tenants_read on public.agent_actions for select to authenticated
  using (exists (select from public.conversations conversation where conversation.subject = chain));
create policy tenants_read on public.agent_action_heads for select to authenticated
  using (exists (select from public.conversations conversation where conversation.subject = chain));
grant select on public.agent_actions to authenticated;
grant select (audit_count, audit_sha256) on public.effects to authenticated;
$sql$;
end $osorganicai$;
