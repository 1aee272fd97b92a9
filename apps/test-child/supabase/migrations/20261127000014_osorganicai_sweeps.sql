-- 0014_sweeps.sql of @osorganicai/store. Applied once, by `supabase db push` or by `osorganicai migrate`, whichever comes first.
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
  if exists (select from osorganicai.migrations where name = '0014_sweeps.sql') then
    return;
  end if;
  insert into osorganicai.migrations (name, checksum)
  values ('0014_sweeps.sql', '10ab3cdd22708b4e98762b875efb7f901e247b4b1a11f910f49a439923a9f569');
  execute $sql$
-- How far the sweeps of each webhook's log of deliveries have come, and whose turn it is to sweep.
create table public.sweeps (
  source        text primary key,          -- app, acme/shop/hooks/7
  progress      jsonb not null default '{}',
  claimant      text not null,
  claimed_until timestamptz not null,
  updated_at    timestamptz not null default now()
);

alter table public.sweeps enable row level security;
revoke all on public.sweeps from public, anon, authenticated, service_role;
-- Read and written by functions only.

-- Takes the turn. Null while another claimant has it; otherwise what is remembered, {} at first.
create function public.claim_sweep(source text, claimant text, seconds integer) returns jsonb
language sql security definer set search_path = '' as $$
  insert into public.sweeps as sweep (source, claimant, claimed_until)
  values (claim_sweep.source, claim_sweep.claimant, now() + make_interval(secs => claim_sweep.seconds))
  on conflict (source) do update
    set claimant = excluded.claimant, claimed_until = excluded.claimed_until
    where sweep.claimant = excluded.claimant or sweep.claimed_until <= now()
  returning sweep.progress
$$;

-- Writes down how far it has come and keeps the turn. False: another claimant has it by now.
create function public.save_sweep(source text, claimant text, seconds integer, progress text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.sweeps as sweep
  set progress = save_sweep.progress::jsonb,
      claimed_until = now() + make_interval(secs => save_sweep.seconds),
      updated_at = now()
  where sweep.source = save_sweep.source and sweep.claimant = save_sweep.claimant;
  return found;
end $$;

revoke execute on function public.claim_sweep(text, text, integer), public.save_sweep(text, text, integer, text)
  from public, anon, authenticated;
grant execute on function public.claim_sweep(text, text, integer), public.save_sweep(text, text, integer, text)
  to service_role;
$sql$;
end $osorganicai$;
