import { templateOf } from "./template-of.ts";

/** What a row or a call is about, so that the same table is several places: `developer started`, `comment`, `in_review`. */
export function hintOf(body: unknown): string {
  if (typeof body !== "string") return "";
  const parsed: unknown = parse(body);
  const row = (Array.isArray(parsed) ? parsed[0] : parsed) as Readonly<Record<string, unknown>> | null;
  const change = parse(row?.["change"]) as Readonly<Record<string, unknown>> | undefined;
  const words = [
    row?.["agent_type"],
    row?.["action_type"],
    row?.["kind"],
    row?.["purpose"],
    row?.["new_status"],
    row?.["event"],
    row?.["action"],
    change?.["to"],
    kindOfEffect(row?.["effect_id"]),
  ];
  return templateOf(words.filter((word) => typeof word === "string").join(" "));
}

/** An effect's id is `<run>:<kind>:<key>`, and a run's `<delivery>@<subject>`. */
function kindOfEffect(id: unknown): string | undefined {
  return typeof id === "string" ? /#\d+:(\w+):/.exec(id)?.[1] : undefined;
}

function parse(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
