import { createHash } from "node:crypto";

/**
 * A file of the store as a child has it, applied once whoever comes first: `supabase db push` knows the files it applied by
 * their stamps, `osorganicai migrate` by its ledger, and neither looks into the other's. So the file looks into the ledger
 * before it does anything, and enters itself with the checksum that `migrate` expects. Both under its lock.
 * @param name as `@osorganicai/store` calls it
 */
export function guardSql(name: string, content: string): string {
  const sql = content.replaceAll("\r\n", "\n");
  const checksum = createHash("sha256").update(sql).digest("hex");
  const quote = quoteFor(sql);
  const [, extension] = /^-- requires extension: (\w+)/.exec(sql) ?? [];
  return `-- ${name} of @osorganicai/store. Applied once, by \`supabase db push\` or by \`osorganicai migrate\`, whichever comes first.
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
  if exists (select from osorganicai.migrations where name = '${name}') then
    return;
  end if;
${extension === undefined ? "" : waitFor(extension)}  insert into osorganicai.migrations (name, checksum)
  values ('${name}', '${checksum}');
  execute ${quote}
${sql}${quote};
end $osorganicai$;
`;
}

/** `osorganicai migrate` applies it once there is the extension. */
function waitFor(extension: string): string {
  return `  if not exists (select from pg_catalog.pg_available_extensions where name = '${extension}') then
    raise notice 'Left out: this Postgres does not offer the extension ${extension}.';
    return;
  end if;
`;
}

/** Dollar quotes that the text does not have. */
function quoteFor(sql: string): string {
  const names = ["sql", "sql_", "sql__", "sql___"].map((name) => `$${name}$`);
  return names.find((quote) => !sql.includes(quote)) ?? "$osorganicai_sql$";
}
