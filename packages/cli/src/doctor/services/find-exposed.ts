import type { SqlSession } from "@osorganicai/core";
import { listShippedSql } from "create-osorganicai";

/** A table that somebody without the server's key may get at, or could. */
export interface ExposedTable {
  /** `public.deliveries`, quoted where it must be. */
  readonly table: string;
  /** Whether we ship it. */
  readonly ours: boolean;
  readonly secured: boolean;
  /** Of `anon` and `authenticated`: who has a right on it. On tables of ours, where tenants read, a right beyond that. */
  readonly roles: readonly string[];
  /** Whether tenants read their own rows of it, by the policy that we ship. */
  readonly tenants: boolean;
  /** On tables of ours: those that are not ours. */
  readonly policies: readonly string[];
}

/** A function of ours that somebody without the server's key may call. */
export interface ExposedFunction {
  /** `public.ingest_delivery(jsonb)`. */
  readonly signature: string;
  readonly roles: readonly string[];
}

/** What is open, and how many tables were looked at. */
export interface Exposed {
  readonly tables: readonly ExposedTable[];
  readonly functions: readonly ExposedFunction[];
  readonly count: number;
}

// Rights of the role and of everybody (`public`), which has_table_privilege counts alike. A column's grant counts too.
// Tenants, who are `authenticated`, read what our policy `tenants_read` shows them.
const tablesQuery = `
with policies as (
  select polrelid, polname,
         polname = 'tenants_read' and polcmd = 'r' and polroles = array[(select oid from pg_roles where rolname = 'authenticated')]
           and pg_get_expr(polqual, polrelid) ~ 'tenant_installations|conversations' as tenants
  from pg_policy)
select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as "table", c.relname as name, n.nspname as schema,
       c.relrowsecurity as secured,
       array(select r.rolname::text from pg_roles r where r.rolname in ('anon', 'authenticated')
             and (has_table_privilege(r.oid, c.oid, 'insert, update, delete, truncate')
                  or has_any_column_privilege(r.oid, c.oid, 'insert, update')
                  or has_any_column_privilege(r.oid, c.oid, 'select')
                     and not (r.rolname = 'authenticated' and c.relrowsecurity and exists (select from policies p where p.polrelid = c.oid and p.tenants)))
             and has_schema_privilege(r.oid, n.oid, 'usage') order by 1) as roles,
       array(select p.polname::text from policies p where p.polrelid = c.oid and not p.tenants order by 1) as policies,
       exists (select from policies p where p.polrelid = c.oid and p.tenants) as tenants
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and n.nspname in ('public', 'osorganicai', 'dbos')
order by 1`;

const functionsQuery = `
select p.oid::regprocedure::text as signature, p.proname as name,
       array(select r.rolname::text from pg_roles r where r.rolname in ('anon', 'authenticated')
             and has_function_privilege(r.oid, p.oid, 'execute') order by 1) as roles
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where n.nspname = 'public'
order by 1`;

/** Looks at the catalogue only; no row is read. Tables of the child's own may have policies and grants, but not no security. */
export async function findExposed(session: SqlSession): Promise<Exposed> {
  const shipped = listShippedSql()
    .map(({ content }) => content)
    .join("\n");
  const shippedTables = namesOf(shipped, /create table (?:if not exists )?(?:public\.)?(\w+)/gi);
  const shippedFunctions = namesOf(shipped, /create (?:or replace )?function public\.(\w+)/gi).add(
    "enqueue_run",
  );
  const { rows } = await session.query(tablesQuery);
  const tables = rows.map((row) => ({
    table: String(row["table"]),
    ours: row["schema"] !== "public" || shippedTables.has(String(row["name"])),
    secured: row["secured"] === true,
    roles: textsOf(row["roles"]),
    tenants: row["tenants"] === true,
    policies: textsOf(row["policies"]),
  }));
  const functions = (await session.query(functionsQuery)).rows
    .filter((row) => shippedFunctions.has(String(row["name"])))
    .map((row) => ({ signature: String(row["signature"]), roles: textsOf(row["roles"]) }));
  return {
    tables: tables.filter(isExposed),
    functions: functions.filter(({ roles }) => roles.length > 0),
    count: tables.length,
  };
}

function isExposed({ ours, secured, roles, policies }: ExposedTable): boolean {
  return !secured || (ours && (roles.length > 0 || policies.length > 0));
}

function namesOf(sql: string, pattern: RegExp): Set<string> {
  return new Set([...sql.matchAll(pattern)].map(([, name = ""]) => name.toLowerCase()));
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
