-- DBOS' schema is nobody's but its owner's. DBOS grants nothing on it, but lets everybody call its functions, and Supabase's
-- API shows a schema as soon as somebody names it in its settings: so there is no door behind that one, either.
do $$
declare
  holder text;
  thing text;
begin
  for thing in select oid::regclass::text from pg_catalog.pg_class
               where relnamespace = 'dbos'::regnamespace and relkind in ('r', 'p') and not relrowsecurity loop
    execute format('alter table %s enable row level security', thing);
  end loop;
  for holder in select quote_ident(rolname) from pg_catalog.pg_roles
                where rolname in ('anon', 'authenticated', 'service_role') union all select 'public' loop
    execute format('revoke all on schema dbos from %s', holder);
    foreach thing in array array['tables', 'sequences', 'routines'] loop
      execute format('revoke all on all %s in schema dbos from %s', thing, holder);
    end loop;
  end loop;
end $$;
