import type { z } from "zod";

/** What does not fit, field by field, for a model or a human to read: `tests.0.name: expected string`. */
export function describeMisfit({ issues }: z.ZodError): string {
  const problems = issues.map(({ path, message }) => {
    const field = path.join(".");
    return field === "" ? plainly(message) : `${field}: ${plainly(message)}`;
  });
  return `${problems.join("; ")}.`;
}

/** Without the validator's own words. */
function plainly(message: string): string {
  return message
    .replace(/^Invalid (input|option): /, "")
    .replace(/^expected (.+), received undefined$/, "missing, expected $1");
}
