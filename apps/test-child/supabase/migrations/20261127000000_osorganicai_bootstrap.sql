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
