import type { Schema } from "./operation.ts";

/**
 * Fields that a schema does not list. GitHub ignores them in requests and never sends them in answers, so they are
 * either a spelling mistake or something a test would wrongly rely on. Schemas made of alternatives are left out.
 */
export function findUnknownKeys(document: Schema, schema: Schema, value: unknown): readonly string[] {
  const resolved = resolve(document, schema);
  if (Array.isArray(value)) {
    const items = resolved["items"] as Schema | undefined;
    return items === undefined
      ? []
      : [...new Set(value.flatMap((item) => findUnknownKeys(document, items, item)))];
  }
  const { properties, additionalProperties, allOf, anyOf, oneOf } = resolved;
  const open = [additionalProperties, allOf, anyOf, oneOf].some((part) => part !== undefined);
  if (open || typeof properties !== "object" || properties === null) return [];
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).filter((key) => !(key in properties));
}

function resolve(document: Schema, schema: Schema): Schema {
  const { $ref } = schema;
  if (typeof $ref !== "string") return schema;
  const target = $ref
    .slice(2)
    .split("/")
    .reduce<unknown>((inner, key) => (inner as Schema)[key], document);
  return resolve(document, target as Schema);
}
