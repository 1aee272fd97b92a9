-- 0016_revive_plan.sql of @osorganicai/store. Applied once, by `supabase db push` or by `osorganicai migrate`, whichever comes first.
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
  if exists (select from osorganicai.migrations where name = '0016_revive_plan.sql') then
    return;
  end if;
  insert into osorganicai.migrations (name, checksum)
  values ('0016_revive_plan.sql', '2e69e45bbd1ed63c8b4b3db2e82f011b0b80102d916cf3dffd4d9d5a63fe266e');
  execute $sql$
-- As before, but its plan is kept: as a string it was planned again for every delivery that comes again, a third of what the
-- database does for one. What is not reached is not looked up, so the engine may still be missing.
create or replace function public.revive_dead_run(delivery_id text, subject text) returns boolean
language plpgsql set search_path = '' as $$
begin
  if to_regprocedure('public.revive_run(text, text)') is null then
    return false;
  end if;
  return coalesce(public.revive_run(delivery_id, subject), false);
end $$;
$sql$;
end $osorganicai$;
