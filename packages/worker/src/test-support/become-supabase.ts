/**
 * A Postgres as Supabase hands it out, as far as rights go: its roles, and that whatever is made in `public` is everybody's.
 * Roles belong to the whole cluster, so another database may have made them a moment ago.
 */
export const becomeSupabase = `
do $$
declare
  supabase_role text;
begin
  foreach supabase_role in array array['anon', 'authenticated', 'service_role'] loop
    if not exists (select from pg_catalog.pg_roles where rolname = supabase_role) then
      begin
        execute format('create role %I nologin', supabase_role);
      exception when duplicate_object or unique_violation then
        null;
      end;
    end if;
  end loop;
end $$;
grant usage on schema public to anon, authenticated, service_role;
alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;
alter default privileges in schema public grant all on functions to anon, authenticated, service_role;
`;
