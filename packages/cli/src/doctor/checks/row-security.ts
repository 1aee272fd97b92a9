import { connect } from "../../migrate/connect.ts";
import { parseDatabaseUrl } from "../../migrate/parse-database-url.ts";
import { type Check, type Finding, notAsked } from "../check.ts";
import { type ExposedFunction, type ExposedTable, findExposed } from "../services/find-exposed.ts";

/** Tenants read their own, and nobody else without the server's key anything: Supabase's REST API shows what is granted. */
export const rowSecurityCheck: Check = {
  name: "row-security",
  title: "Row level security",
  async run({ environment }) {
    const text = environment["DATABASE_URL"]?.trim();
    if (!text) return notAsked("DATABASE_URL is not set: nobody can look at the tables' security.");
    const session = await connect(parseDatabaseUrl(text), { timeoutMs: 4_000 });
    try {
      const { tables, functions, count } = await findExposed(session);
      const findings = [...tables.map(describeTable), ...functions.map(describeFunction)];
      if (findings.length > 0) return findings;
      return [
        {
          severity: "ok",
          what: `${count} tables, all with row level security; anon may do nothing, and tenants read what is theirs.`,
        },
      ];
    } finally {
      await session.close();
    }
  },
};

function describeTable(exposed: ExposedTable): Finding {
  const { table, ours, secured, roles, policies } = exposed;
  const grants = revoke(exposed);
  if (!secured)
    return {
      severity: ours || roles.length > 0 ? "error" : "warning",
      what: `${table} has no row level security${roles.length > 0 ? `, and ${roles.join(" and ")} may use it` : ""}.`,
      why: "Everybody on the internet who knows the project's public key can be given its rows.",
      fix: `alter table ${table} enable row level security; ${grants}`.trim(),
    };
  if (roles.length > 0)
    return {
      severity: "error",
      what: `${roles.join(" and ")} may use ${table}.`,
      why: "Beyond what tenants read of their own, only the server's key has anything to do with it.",
      fix: grants,
    };
  return {
    severity: "warning",
    what: `${table} has policies: ${policies.join(", ")}.`,
    why: "We ship only tenants_read, and a policy only opens doors.",
    fix: policies.map((policy) => `drop policy "${policy}" on ${table};`).join(" "),
  };
}

/** Where tenants read, only what goes beyond that is taken back. */
function revoke({ table, secured, tenants, roles }: ExposedTable): string {
  const all = roles.filter((role) => role === "anon" || !tenants);
  return [
    ...(all.length > 0 ? [`revoke all on ${table} from ${all.join(", ")};`] : []),
    ...(secured && all.length < roles.length
      ? [`revoke insert, update, delete, truncate on ${table} from authenticated;`]
      : []),
  ].join(" ");
}

function describeFunction({ signature, roles }: ExposedFunction): Finding {
  return {
    severity: "error",
    what: `${roles.join(" and ")} may call ${signature}.`,
    why: "It acts with the rights of its owner: whoever calls it writes what they like.",
    fix: `revoke execute on function ${signature} from public, ${roles.join(", ")};`,
  };
}
