import { OSOrganicError } from "@osorganicai/core";

/** Which fields a call may have: each is a value, or has fields of its own. A name that ends in `?` may be missing. */
export interface Fields {
  readonly [name: string]: true | Fields;
}

/**
 * Migrations are JavaScript: without this a misspelt field would mean a codemod that changes nothing and says nothing.
 * @param call for people, e.g. `renameMember`
 * @throws OSOrganicError `migration_invalid` with the field's name
 */
export function checkFields(call: string, value: unknown, fields: Fields): void {
  const given = Object(value) as Readonly<Record<string, unknown>>;
  const known = Object.keys(fields).map((name) => name.replace("?", ""));
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) refuse(`${call}: there is no field ${unknown}, only ${known.join(", ")}.`);
  for (const [name, inner] of Object.entries(fields)) {
    const field = name.replace("?", "");
    if (given[field] === undefined && !name.endsWith("?")) refuse(`${call}: the field ${field} is missing.`);
    if (inner !== true) checkFields(`${call}: ${field}`, given[field], inner);
  }
}

function refuse(message: string): never {
  throw new OSOrganicError("migration_invalid", message);
}
