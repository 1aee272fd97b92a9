type FieldType = "number" | "string" | "boolean" | "object";

/**
 * What GitHub answered, if it has the fields that GitHub documents.
 * @throws Error when not: that is no answer, and what was asked may have been done
 */
export function requireFields<T>(
  data: T,
  what: string,
  fields: Readonly<Record<string, FieldType>>,
): NonNullable<T> {
  const known = (data ?? {}) as Readonly<Record<string, unknown>>;
  const wrong = Object.entries(fields).filter(([name, type]) => typeof known[name] !== type);
  if (wrong.length === 0 && data) return data;
  const list = wrong.map(([name, type]) => `${name} (${type})`).join(", ");
  throw new Error(
    `GitHub answered with something that is no ${what}: ${list} is missing or of another type.`,
  );
}
