import { connect } from "../../migrate/connect.ts";
import { parseDatabaseUrl } from "../../migrate/parse-database-url.ts";
import { type Check, type Finding, notAsked } from "../check.ts";
import { type ExposedFunction, type ExposedTable, findExposed } from "../services/find-exposed.ts";

/** Nobody without the server's key reads or writes: Supabase's REST API shows everything in `public` that is granted. */
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
          what: `${count} tables, all with row level security and without grants to anon or authenticated.`,
        },
      ];
    } finally {
      await session.close();
    }
  },
};

function describeTable({ table, ours, secured, roles, policies }: ExposedTable): Finding {
  const grants = roles.length > 0 ? `revoke all on ${table} from ${roles.join(", ")};` : "";
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
      why: "Only the server's key has anything to do with it.",
      fix: grants,
    };
  return {
    severity: "warning",
    what: `${table} has policies: ${policies.join(", ")}.`,
    why: "We ship none, and a policy only opens doors.",
    fix: policies.map((policy) => `drop policy "${policy}" on ${table};`).join(" "),
  };
}

function describeFunction({ signature, roles }: ExposedFunction): Finding {
  return {
    severity: "error",
    what: `${roles.join(" and ")} may call ${signature}.`,
    why: "It acts with the rights of its owner: whoever calls it writes what they like.",
    fix: `revoke execute on function ${signature} from public, ${roles.join(", ")};`,
  };
}
