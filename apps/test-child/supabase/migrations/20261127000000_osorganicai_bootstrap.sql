-- 0000_bootstrap.sql of @osorganicai/store. Applied once, by `supabase db push` or by `osorganicai migrate`, whichever comes first.
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
  if exists (select from osorganicai.migrations where name = '0000_bootstrap.sql') then
    return;
  end if;
  insert into osorganicai.migrations (name, checksum)
  values ('0000_bootstrap.sql', '3c510587a9abba547edab887e7ccc15127bf56217fe0d9599e9def1a134a35df');
  execute $sql$
-- Supabase's roles, for a Postgres that is not a Supabase. On Supabase they exist and nothing happens here.
-- Roles belong to the whole cluster, so another database may have made them a moment ago.
do $$
declare
  supabase_role text;
begin
  foreach supabase_role in array array['anon', 'authenticated', 'service_role'] loop
    if not exists (select from pg_catalog.pg_roles where rolname = supabase_role) then
      begin
        execute format('create role %I nologin', supabase_role);
        if supabase_role = 'service_role' then
          alter role service_role bypassrls;
        end if;
      exception when duplicate_object or unique_violation then
        null;
      end;
    end if;
  end loop;
end $$;

grant usage on schema public to anon, authenticated, service_role;
$sql$;
end $osorganicai$;
