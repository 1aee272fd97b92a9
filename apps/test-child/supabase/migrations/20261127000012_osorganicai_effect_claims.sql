-- 0012_effect_claims.sql of @osorganicai/store. Applied once, by `supabase db push` or by `osorganicai migrate`, whichever comes first.
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
  if exists (select from osorganicai.migrations where name = '0012_effect_claims.sql') then
    return;
  end if;
  insert into osorganicai.migrations (name, checksum)
  values ('0012_effect_claims.sql', 'bcfb28c6949f3568f5774a10db2dd084a66181e1e09ed1b821b8d955426fa85e');
  execute $sql$
-- One process at a time writes an effect, and the last one that claimed it may.
alter table public.effects
  add column target     text,                         -- what several effects replace in turn, e.g. one comment
  add column attempt    integer not null default 0,   -- claims so far; only the last one may write
  add column held_until timestamptz,                  -- somebody writes it until then, unless they say so again
  add column sent_at    timestamptz;                  -- a write may have been sent then; null: certainly none was
create index effects_target on public.effects (target);

-- What was begun before this knew no claims: it may have been sent.
update public.effects set attempt = 1, sent_at = created_at where settled_at is null;
-- A comment's id is <run>:comment:<issue>:<key>:<digest>; all bodies of one key are one comment.
update public.effects
set target = split_part(subject, '#', 1) || '#'
  || regexp_replace(substr(id, length(run_id) + 2), '^comment:(\d+):(.*):[0-9a-f]{12}$', '\1:comment:\2')
where kind = 'comment' and id like run_id || ':comment:%';

-- The instance's own secret: whoever knows it can sign an effect. Only instance_key() reads it.
create table public.instance_keys (
  name       text primary key,
  value      text not null,
  created_at timestamptz not null default now()
);

-- The key of that name, made at its first use, never in a migration: a copied data folder would carry it along.
create function public.instance_key(key_name text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  found_value text;
begin
  select value into found_value from public.instance_keys where name = key_name;
  if found_value is null then
    -- Two random UUIDs: 244 bits.
    insert into public.instance_keys (name, value)
    values (key_name, encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex'))
    on conflict do nothing;
    select value into found_value from public.instance_keys where name = key_name;
  end if;
  return found_value;
end $$;

-- Writes an intent down, or finds it, and claims it. outcome: 'claimed', 'settled', 'busy', or 'conflict' when the id is
-- there with other parameters. json, because results may hold what jsonb refuses.
create function public.begin_effect(intent text) returns json
language plpgsql security definer set search_path = '' as $$
declare
  wanted constant jsonb := intent::jsonb;
  effect public.effects;
  moment timestamptz;
begin
  insert into public.effects (id, kind, run_id, subject, parameter_hash, target)
  values (wanted ->> 'id', wanted ->> 'kind', wanted ->> 'run_id', wanted ->> 'subject', wanted ->> 'parameter_hash',
          wanted ->> 'target')
  on conflict do nothing;
  select * into effect from public.effects where id = wanted ->> 'id' for update;
  moment := clock_timestamp();                        -- now() is from before the wait for the row
  if effect.parameter_hash <> wanted ->> 'parameter_hash' then
    return json_build_object('outcome', 'conflict');
  elsif effect.settled_at is not null then
    return json_build_object('outcome', 'settled', 'result', effect.result);
  elsif effect.held_until > moment then
    return json_build_object('outcome', 'busy',
      'for_ms', ceil(extract(epoch from effect.held_until - moment) * 1000));
  end if;
  update public.effects set attempt = effect.attempt + 1, held_until = null where id = effect.id;
  return json_build_object(
    'outcome', 'claimed',
    'attempt', effect.attempt + 1,
    'sent_ms_ago', round(extract(epoch from moment - effect.sent_at) * 1000),
    'target_since', (select min(created_at) from public.effects where target = effect.target or id = effect.id),
    'earlier', (select result from public.effects
                where target = effect.target and settled_at is not null order by settled_at desc limit 1));
end $$;

-- Keeps others from claiming an effect while its claimant writes it, or (0 ms) lets them again. Null: certainly nothing
-- was sent. False: it is somebody else's by now, or settled.
create function public.hold_effect(effect_id text, claim integer, for_ms integer) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.effects
  set held_until = clock_timestamp() + for_ms * interval '1 millisecond',
      sent_at = case when for_ms is not null then clock_timestamp() end
  where id = effect_id and attempt = claim and settled_at is null;
  return found;
end $$;

-- Limits of others, counted over all processes: GitHub's per installation, a provider's of models.
create table public.rate_scopes (
  scope      text primary key,                        -- github:<installation>, model:<provider>, …
  not_before timestamptz,                             -- the other side has asked for silence until then
  ended_at   timestamptz                              -- when the last held turn ended
);
create table public.rate_turns (
  id    uuid primary key default gen_random_uuid(),
  scope text not null references public.rate_scopes (scope),
  until timestamptz not null                          -- its holder is dead when it has not ended by then
);
create index rate_turns_scope on public.rate_turns (scope);
create table public.rate_counts (
  scope   text not null,
  second  bigint not null,                            -- since 1970
  points  integer not null,
  content integer not null,
  primary key (scope, second)
);

-- Grants a call or says how long to wait: {"granted": true, "id": …} or {"granted": false, "wait_ms": …}.
-- `request`: see TurnRequest; `now` only for tests.
create function public.take_turn(request text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  wanted constant jsonb := request::jsonb;
  turn_scope constant text := wanted ->> 'scope';
  hold_ms constant integer := (wanted ->> 'hold_ms')::integer;
  state public.rate_scopes;
  moment timestamptz;
  free_at timestamptz;
  turn_id uuid;
begin
  insert into public.rate_scopes (scope) values (turn_scope) on conflict do nothing;
  select * into state from public.rate_scopes where scope = turn_scope for update;
  moment := coalesce((wanted ->> 'now')::timestamptz, clock_timestamp());
  free_at := greatest(moment, state.not_before, public.free_in_windows(wanted, moment));
  if hold_ms is not null then
    free_at := greatest(free_at, public.free_for_holder(wanted, moment));
  end if;
  if free_at > moment then
    return jsonb_build_object('granted', false, 'wait_ms', ceil(extract(epoch from free_at - moment) * 1000));
  end if;
  insert into public.rate_counts as counted (scope, second, points, content)
  values (turn_scope, floor(extract(epoch from moment)), (wanted ->> 'points')::integer, (wanted ->> 'content')::integer)
  on conflict (scope, second) do update
  set points = counted.points + excluded.points, content = counted.content + excluded.content;
  if hold_ms is not null then
    insert into public.rate_turns (scope, until) values (turn_scope, moment + hold_ms * interval '1 millisecond')
    returning id into turn_id;
  end if;
  return jsonb_build_object('granted', true, 'id', turn_id);
end $$;

-- When the windows have room for a call. A second counts until it has left a window completely.
create function public.free_in_windows(wanted jsonb, moment timestamptz) returns timestamptz
language plpgsql set search_path = '' as $$
declare
  now_second constant bigint := floor(extract(epoch from moment));
  longest bigint := 0;
  free_at timestamptz;
  kind record;                                        -- one window
  cost integer;
  used bigint;
begin
  for kind in select * from jsonb_to_recordset(wanted -> 'limits' -> 'windows') as w (seconds bigint, "of" text, most integer)
  loop
    longest := greatest(longest, kind.seconds);
    cost := (wanted ->> kind."of")::integer;
    continue when cost = 0;
    select sum(case kind."of" when 'content' then content else points end) into used
    from public.rate_counts where scope = wanted ->> 'scope' and second >= now_second - kind.seconds;
    continue when used is null or used + cost <= kind.most;
    -- The youngest second that must go, because with it and all younger ones the call is too many.
    select greatest(free_at, to_timestamp(max(second) + kind.seconds + 1)) into free_at
    from (
      select second, sum(case kind."of" when 'content' then content else points end) over (order by second desc) as younger
      from public.rate_counts where scope = wanted ->> 'scope' and second >= now_second - kind.seconds
    ) counted
    where younger + cost > kind.most;
  end loop;
  delete from public.rate_counts where scope = wanted ->> 'scope' and second < now_second - longest;
  return free_at;
end $$;

-- When one more turn may be held. Whoever is dead has ended when their time was over.
create function public.free_for_holder(wanted jsonb, moment timestamptz) returns timestamptz
language plpgsql set search_path = '' as $$
declare
  dead timestamptz;
  last_end timestamptz;
  gap constant interval := (wanted -> 'limits' ->> 'gap_ms')::integer * interval '1 millisecond';
  soonest timestamptz;
  held integer;
begin
  with gone as (
    delete from public.rate_turns where scope = wanted ->> 'scope' and until <= moment returning until
  ) select max(until) into dead from gone;
  update public.rate_scopes set ended_at = greatest(ended_at, dead) where scope = wanted ->> 'scope'
  returning ended_at into last_end;
  select count(*), min(until) into held, soonest from public.rate_turns where scope = wanted ->> 'scope';
  if held >= (wanted -> 'limits' ->> 'in_flight')::integer then
    return least(soonest, moment + greatest(gap, interval '250 milliseconds'));  -- it may end any moment
  end if;
  return last_end + gap;
end $$;

create function public.end_turn(turn_scope text, turn_id uuid, moment timestamptz default null) returns void
language sql security definer set search_path = '' as $$
  with gone as (delete from public.rate_turns where id = turn_id and scope = turn_scope returning scope)
  update public.rate_scopes set ended_at = greatest(ended_at, coalesce(moment, clock_timestamp()))
  from gone where rate_scopes.scope = gone.scope;
$$;

create function public.hold_off(turn_scope text, for_ms integer, moment timestamptz default null) returns void
language sql security definer set search_path = '' as $$
  insert into public.rate_scopes as known (scope, not_before)
  values (turn_scope, coalesce(moment, clock_timestamp()) + for_ms * interval '1 millisecond')
  on conflict (scope) do update set not_before = greatest(known.not_before, excluded.not_before);
$$;

alter table public.instance_keys enable row level security;
alter table public.rate_scopes enable row level security;
alter table public.rate_turns enable row level security;
alter table public.rate_counts enable row level security;
revoke all on public.instance_keys, public.rate_scopes, public.rate_turns, public.rate_counts
  from public, anon, authenticated, service_role;
revoke execute on function
  public.instance_key(text), public.begin_effect(text), public.hold_effect(text, integer, integer),
  public.take_turn(text), public.free_in_windows(jsonb, timestamptz), public.free_for_holder(jsonb, timestamptz),
  public.end_turn(text, uuid, timestamptz), public.hold_off(text, integer, timestamptz)
  from public, anon, authenticated, service_role;
grant execute on function
  public.instance_key(text), public.begin_effect(text), public.hold_effect(text, integer, integer),
  public.take_turn(text), public.end_turn(text, uuid, timestamptz), public.hold_off(text, integer, timestamptz)
  to service_role;
$sql$;
end $osorganicai$;
