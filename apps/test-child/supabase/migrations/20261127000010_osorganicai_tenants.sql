-- 0010_tenants.sql of @osorganicai/store. Applied once, by `supabase db push` or by `osorganicai migrate`, whichever comes first.
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
  if exists (select from osorganicai.migrations where name = '0010_tenants.sql') then
    return;
  end if;
  insert into osorganicai.migrations (name, checksum)
  values ('0010_tenants.sql', 'd628f5e9b2488a38371ca6e1eb9b46a4fe720a3a68529519b92411604f1b1faf');
  execute $sql$
-- Whose a row is. A tenant is an installation of the GitHub App; Supabase Auth's users have its id in `app_metadata`, which
-- only a server can write. Tenants read what is theirs and write nothing. What no installation sent (a personal token, a
-- local run) is the server's alone.
create schema if not exists osorganicai;   -- the REST API does not show it
grant usage on schema osorganicai to authenticated;

-- The installations of whoever asks: `installation_id`, `installation_ids`, or both. Read as Supabase's auth.jwt() reads it,
-- which a bare Postgres does not have. What is no id is nobody's.
create function osorganicai.tenant_installations() returns bigint[]
language sql stable set search_path = '' as $$
  select coalesce(array_agg(id::bigint), '{}')
  from (select nullif(current_setting('request.jwt.claims', true), '')::jsonb -> 'app_metadata' as metadata) as claims,
  lateral jsonb_array_elements_text(
    case jsonb_typeof(metadata -> 'installation_ids') when 'array' then metadata -> 'installation_ids' else '[]' end
    || jsonb_build_array(metadata -> 'installation_id')) as ids(id)
  where id ~ '^[0-9]{1,18}$'
$$;
revoke execute on function osorganicai.tenant_installations() from public;
grant execute on function osorganicai.tenant_installations() to authenticated;

-- A GitHub payload's installation; null when it names none.
create function osorganicai.installation_of(payload jsonb) returns bigint
language sql immutable set search_path = '' as $$
  select case when jsonb_typeof(payload #> '{installation,id}') = 'number' and payload #>> '{installation,id}' ~ '^[0-9]{1,18}$'
              then (payload #>> '{installation,id}')::bigint end
$$;

alter table public.deliveries add column installation_id bigint;
alter table public.conversations add column installation_id bigint;

update public.deliveries set installation_id = osorganicai.installation_of(payload) where payload ? 'installation';
update public.conversations conversation
set installation_id = (select installation_id from public.deliveries delivery
                       where delivery.subject = conversation.subject and delivery.installation_id is not null
                       order by received_at desc limit 1);
update public.deliveries delivery
set installation_id = (select installation_id from public.conversations conversation
                       where conversation.subject = delivery.subject)
where event = 'hand-over';

create index conversations_installation_id on public.conversations (installation_id);
create index deliveries_installation_id on public.deliveries (installation_id) where installation_id is not null;

-- A column and not a generated one: it stays when a payload is purged. A hand-over is whose conversation it is about.
create function osorganicai.own_delivery() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  id constant jsonb := new.payload #> '{installation,id}';  -- as installation_of does it, without the price of a call
begin
  new.installation_id := case when jsonb_typeof(id) = 'number' and id::text ~ '^[0-9]{1,18}$' then id::text::bigint end;
  if new.installation_id is null and new.event = 'hand-over' then
    new.installation_id := (select installation_id from public.conversations where subject = new.subject);
  end if;
  return new;
end $$;
create trigger deliveries_owner before insert on public.deliveries
  for each row execute function osorganicai.own_delivery();

-- A conversation is whose delivery opened it, and stays that.
create function osorganicai.own_conversation() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.installation_id := (
    select installation_id from public.deliveries
    where subject = new.repo_full_name || '#' || new.issue_number::text and installation_id is not null
    order by received_at desc limit 1);
  return new;
end $$;
create trigger conversations_owner before insert on public.conversations
  for each row execute function osorganicai.own_conversation();

-- The lifecycle, as in core's lifecycle.ts: what is not here cannot happen, whoever asks.
create function osorganicai.check_status() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.status <> all (case old.status
    when 'analyzing'           then '{needs_clarification,ready_for_dev,blocked,paused,cancelled,failed}'::text[]
    when 'needs_clarification' then '{analyzing,ready_for_dev,blocked,paused,cancelled,failed}'
    when 'ready_for_dev'       then '{in_development,analyzing,blocked,paused,cancelled,failed}'
    when 'in_development'      then '{in_review,blocked,paused,cancelled,failed}'
    when 'in_review'           then '{in_development,merged,blocked,paused,cancelled,failed}'
    when 'merged'              then '{deployed,blocked,failed}'
    when 'blocked'             then '{analyzing,ready_for_dev,in_development,in_review,merged,cancelled}'
    when 'paused'              then '{analyzing,ready_for_dev,in_development,in_review,cancelled}'
    when 'cancelled'           then '{analyzing,in_development}'
    when 'failed'              then '{analyzing,ready_for_dev,in_development,in_review,merged,cancelled}'
    else '{}'
  end) then
    raise exception 'a conversation cannot go from % to %', old.status, new.status using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger conversations_status before update of status on public.conversations
  for each row when (new.status is distinct from old.status) execute function osorganicai.check_status();

revoke execute on function osorganicai.installation_of(jsonb), osorganicai.own_delivery(), osorganicai.own_conversation(),
  osorganicai.check_status() from public;

-- Changed by advance_conversation only, which acts with its owner's rights.
revoke update on public.conversations from service_role;

-- The subselects are asked once a query, not once a row. Those on conversations stand under its own policy.
create policy tenants_read on public.conversations for select to authenticated
  using (installation_id = any ((select osorganicai.tenant_installations())::bigint[]));
create policy tenants_read on public.deliveries for select to authenticated
  using (installation_id = any ((select osorganicai.tenant_installations())::bigint[]));
create policy tenants_read on public.conversation_changes for select to authenticated
  using (exists (select from public.conversations conversation where conversation.id = conversation_id));
create policy tenants_read on public.contracts for select to authenticated
  using (exists (select from public.conversations conversation where conversation.id = conversation_id));
create policy tenants_read on public.code_generations for select to authenticated
  using (exists (select from public.conversations conversation where conversation.id = conversation_id));
create policy tenants_read on public.effects for select to authenticated
  using (exists (select from public.conversations conversation where conversation.subject = effects.subject));
create policy tenants_read on public.llm_calls for select to authenticated
  using (exists (select from public.conversations conversation   -- a run's id is <delivery id>@<subject>
                 where conversation.subject = substr(run_id, strpos(run_id, '@') + 1)));

grant select on public.conversations, public.conversation_changes, public.contracts, public.code_generations,
  public.llm_calls to authenticated;
-- Not the bodies, which hold whatever GitHub sends, nor the results of effects. workspace_patches and code_chunks are working
-- material: the server's alone.
grant select (id, event, action, repository, subject, sender_id, sender_login, sender_type, status, reason, caused_by,
  installation_id, received_at, settled_at) on public.deliveries to authenticated;
grant select (id, kind, run_id, subject, created_at, settled_at) on public.effects to authenticated;
$sql$;
end $osorganicai$;
