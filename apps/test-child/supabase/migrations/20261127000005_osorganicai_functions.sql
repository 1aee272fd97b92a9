-- 0005_functions.sql of @osorganicai/store. Applied once, by `supabase db push` or by `osorganicai migrate`, whichever comes first.
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
  if exists (select from osorganicai.migrations where name = '0005_functions.sql') then
    return;
  end if;
  insert into osorganicai.migrations (name, checksum)
  values ('0005_functions.sql', 'f2420fa1473fe4013cc9988ae4773b10561bde3c56f17489351945f097713df6');
  execute $sql$
-- What must happen in one transaction. Each function calls public.enqueue_run(delivery_id, subject), which the engine
-- ships: only that name and its idempotence are known here.
-- JSON comes in as text: not every client of Supabase's REST API encodes json arguments once.

-- Stores a delivery and enqueues its run. 'recorded', or 'duplicate' when the delivery was there already.
create function public.ingest_delivery(
  id text, event text, action text, repository text, subject text,
  sender_id bigint, sender_login text, sender_type text,
  body text, body_sha256 text,
  payload text default null                -- only for a body that jsonb refuses: the same without what it refuses
) returns text
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.deliveries
    (id, event, action, repository, subject, sender_id, sender_login, sender_type, body, body_sha256, payload)
  values
    (ingest_delivery.id, ingest_delivery.event, ingest_delivery.action, ingest_delivery.repository,
     ingest_delivery.subject, ingest_delivery.sender_id, ingest_delivery.sender_login, ingest_delivery.sender_type,
     ingest_delivery.body, ingest_delivery.body_sha256,
     coalesce(ingest_delivery.payload, ingest_delivery.body)::jsonb)
  on conflict do nothing;
  if not found then
    return 'duplicate';
  end if;
  perform public.enqueue_run(ingest_delivery.id, ingest_delivery.subject);
  return 'recorded';
end $$;

-- Moves a delivery to the subject it turned out to be about and enqueues a run there. False: no such delivery.
create function public.move_delivery(delivery_id text, new_subject text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.deliveries set subject = new_subject where id = delivery_id;
  if not found then
    return false;
  end if;
  perform public.enqueue_run(delivery_id, new_subject);
  return true;
end $$;

-- Writes down what became of a delivery. False: no such delivery.
create function public.settle_delivery(delivery_id text, new_status text, new_reason text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.deliveries set status = new_status, reason = new_reason, settled_at = now() where id = delivery_id;
  return found;
end $$;

-- Writes down that an effect is there; the first result stays. False: nobody announced it.
create function public.settle_effect(effect_id text, new_result text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.effects
  set result = case when settled_at is null then new_result::json else result end,
      settled_at = coalesce(settled_at, now())
  where id = effect_id;
  return found;
end $$;

-- The only way to change a conversation: see ConversationStore.advance for what `change` holds.
-- outcome: 'advanced'; 'repeated' when the key was used before; 'conflict' when the status is not `from`; 'missing'.
create function public.advance_conversation(change text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  wanted constant jsonb := change::jsonb;
  conversation public.conversations;
begin
  select * into conversation from public.conversations
  where id = (wanted ->> 'conversation_id')::uuid for update;
  if not found then
    return jsonb_build_object('outcome', 'missing');
  end if;
  if exists (select from public.conversation_changes
             where conversation_id = conversation.id and key = wanted ->> 'key') then
    return jsonb_build_object('outcome', 'repeated', 'conversation', to_jsonb(conversation));
  end if;
  if conversation.status <> wanted ->> 'from' then
    return jsonb_build_object('outcome', 'conflict', 'conversation', to_jsonb(conversation));
  end if;

  update public.conversations
  set status = wanted ->> 'to',
      analysis = coalesce(wanted -> 'analysis', analysis),
      branch = coalesce(wanted ->> 'branch', branch),
      pull_request_number = coalesce((wanted ->> 'pull_request_number')::integer, pull_request_number),
      updated_at = now()
  where id = conversation.id
  returning * into conversation;
  perform public.write_down_change(conversation, wanted);
  return jsonb_build_object('outcome', 'advanced', 'conversation', to_jsonb(conversation));
end $$;

-- What follows from a change, in its transaction: history, audit row, contract, hand-over.
create function public.write_down_change(conversation public.conversations, wanted jsonb) returns void
language plpgsql set search_path = '' as $$
begin
  insert into public.conversation_changes (conversation_id, key, from_status, to_status, agent, run_id)
  values (conversation.id, wanted ->> 'key', wanted ->> 'from', wanted ->> 'to', wanted ->> 'agent', wanted ->> 'run_id');

  insert into public.agent_actions (conversation_id, run_id, agent_type, action_type, payload)
  values (conversation.id, wanted ->> 'run_id', wanted ->> 'agent', 'status_changed',
          jsonb_build_object('from', wanted ->> 'from', 'to', wanted ->> 'to'));

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

-- The next agent's delivery, shaped like GitHub's, so that one table routes both.
create function public.hand_over(conversation public.conversations, wanted jsonb) returns void
language plpgsql set search_path = '' as $$
declare
  -- Derived from the change, so that it is the same one whoever repeats it.
  next_id constant text := 'hand-over-' || md5(conversation.id::text || ':' || (wanted ->> 'key'));
  payload constant jsonb := jsonb_build_object(
    'action', wanted ->> 'hand_over_to',
    'conversation_id', conversation.id,
    'repository', jsonb_build_object('full_name', conversation.repo_full_name),
    'issue', jsonb_build_object('id', conversation.issue_id, 'number', conversation.issue_number));
begin
  insert into public.deliveries (id, event, action, repository, subject, body, body_sha256, payload, caused_by)
  values (next_id, 'hand-over', wanted ->> 'hand_over_to', conversation.repo_full_name, conversation.subject,
          payload::text, encode(sha256(convert_to(payload::text, 'UTF8')), 'hex'), payload,
          -- A run's id is <delivery id>@<subject>.
          (select id from public.deliveries where id = split_part(wanted ->> 'run_id', '@', 1)))
  on conflict do nothing;
  perform public.enqueue_run(next_id, conversation.subject);
end $$;

-- Everything in numbers.
create function public.store_summary() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'deliveries', (select coalesce(jsonb_object_agg(status, n), '{}') from
      (select status, count(*) as n from public.deliveries group by status) as by_status),
    'conversations', (select coalesce(jsonb_object_agg(status, n), '{}') from
      (select status, count(*) as n from public.conversations group by status) as by_status),
    'effects', (select jsonb_build_object('settled', count(settled_at), 'open', count(*) - count(settled_at))
      from public.effects),
    'model_calls', (select jsonb_build_object(
        'count', count(*), 'input_tokens', coalesce(sum(input_tokens), 0),
        'output_tokens', coalesce(sum(output_tokens), 0), 'cost_usd', coalesce(sum(cost_usd), 0),
        'unpriced', count(*) - count(cost_usd))
      from public.llm_calls),
    'actions', (select count(*) from public.agent_actions))
$$;

revoke execute on function
  public.ingest_delivery(text, text, text, text, text, bigint, text, text, text, text, text),
  public.move_delivery(text, text), public.settle_delivery(text, text, text), public.settle_effect(text, text),
  public.advance_conversation(text), public.write_down_change(public.conversations, jsonb),
  public.hand_over(public.conversations, jsonb), public.store_summary()
  from public, anon, authenticated, service_role;
grant execute on function
  public.ingest_delivery(text, text, text, text, text, bigint, text, text, text, text, text),
  public.move_delivery(text, text), public.settle_delivery(text, text, text), public.settle_effect(text, text),
  public.advance_conversation(text), public.store_summary()
  to service_role;
$sql$;
end $osorganicai$;
