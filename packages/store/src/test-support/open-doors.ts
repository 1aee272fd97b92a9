/**
 * Everything in our schemas, but for what extensions bring, that is open to somebody it should be closed to. Named after the
 * lints of Supabase where there is one: https://supabase.com/docs/guides/database/database-advisors
 */
export const openDoors = `
with schemas as (
  select oid, nspname from pg_catalog.pg_namespace where nspname in ('public', 'osorganicai')
), ours as (
  select c.oid, c.relname, c.relkind, c.relrowsecurity, c.reloptions from pg_catalog.pg_class c
  join schemas on schemas.oid = c.relnamespace
  where not exists (select from pg_catalog.pg_depend d where d.objid = c.oid and d.deptype = 'e')
), functions as (
  select p.oid, p.proname, p.prosecdef, p.proconfig from pg_catalog.pg_proc p join schemas on schemas.oid = p.pronamespace
  where not exists (select from pg_catalog.pg_depend d where d.objid = p.oid and d.deptype = 'e')
), policies as (
  select polrelid, polname, polcmd, polroles, pg_catalog.pg_get_expr(polqual, polrelid) as condition
  from pg_catalog.pg_policy join ours on ours.oid = polrelid
), everybody(role, allowed) as (values ('anon', 'nothing'), ('authenticated', 'reading'))
select relname as name, 'no row level security (0013)' as problem from ours where relkind in ('r', 'p') and not relrowsecurity
union all
select relname, role || ' may write the table' from ours, everybody
where relkind in ('r', 'p', 'v', 'm') and has_table_privilege(role, oid, 'insert, update, delete, truncate, references, trigger')
union all
select relname, role || ' may write a column' from ours, everybody
where relkind in ('r', 'p', 'v', 'm') and has_any_column_privilege(role, oid, 'insert, update, references')
union all
select relname, 'anon may read' from ours
where relkind in ('r', 'p', 'v', 'm') and has_any_column_privilege('anon', oid, 'select')
union all
select relname, 'authenticated may read without a policy (0008)' from ours
where relkind in ('r', 'p', 'm') and has_any_column_privilege('authenticated', oid, 'select')
  and not exists (select from policies where polrelid = ours.oid)
union all
select relname, 'a view reads with the rights of its owner (0010)' from ours
where relkind = 'v' and not coalesce(reloptions @> array['security_invoker=true'] or reloptions @> array['security_invoker=on'], false)
union all
select relname, role || ' may use the sequence' from ours, everybody
where relkind = 'S' and has_sequence_privilege(role, oid, 'usage, select, update')
union all
select proname, role || ' may call it (0028, 0029)' from functions, everybody
where has_function_privilege(role, oid, 'execute') and not (role = 'authenticated' and proname = 'tenant_installations')
union all
select proname, 'has the search path of its caller (0011)' from functions
where not coalesce(proconfig @> array['search_path=""'], false)
union all
select polname, 'a policy is for more than reading by authenticated' from policies
where polcmd <> 'r' or polroles <> array[(select oid from pg_catalog.pg_roles where rolname = 'authenticated')]
union all
select polname, 'a policy lets everybody in (0024)' from policies where condition is null or condition = 'true'
union all
select polname, 'a policy believes what users write themselves (0015)' from policies where condition ~ 'user_metadata'
union all
select polname, 'a policy asks who it is for every row (0003)' from policies
where condition ~ 'tenant_installations|auth\\.|current_setting' and condition !~* 'select osorganicai.tenant_installations'
union all
select tablename, 'live updates show it' from pg_catalog.pg_publication_tables where schemaname in ('public', 'osorganicai')
union all
select nspname, role || ' may create in the schema' from schemas, everybody where has_schema_privilege(role, oid, 'create')
order by 1, 2`;
