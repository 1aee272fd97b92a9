import { OSOrganicError } from "../errors.ts";

/** GitHub's deepest payload has about 8 levels. */
const MAX_DEPTH = 64;

/** A JSON object of bounded depth from UTF-8 bytes. @throws OSOrganicError `malformed_delivery` that never echoes the body */
export function parseJsonObject(body: string): Record<string, unknown> {
  if (depthOf(body) > MAX_DEPTH)
    throw new OSOrganicError("malformed_delivery", `The body is nested deeper than ${MAX_DEPTH} levels.`);
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new OSOrganicError(
      "malformed_delivery",
      "The body is not JSON. Set the webhook's content type to application/json.",
    );
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new OSOrganicError(
      "malformed_delivery",
      "The body is JSON but not an object. GitHub always sends an object.",
    );
  return value as Record<string, unknown>;
}

/** Most brackets open at once, outside of strings. A scan by character: an expression would backtrack over 25 MB. */
function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  for (let index = 0; index < json.length && deepest <= MAX_DEPTH; index += 1) {
    const character = json[index];
    if (character === '"') index = endOfString(json, index);
    else if (character === "{" || character === "[") deepest = Math.max(deepest, (depth += 1));
    else if (character === "}" || character === "]") depth -= 1;
  }
  return deepest;
}

/** Where the string that begins at `start` has its closing quote; most of a payload is text, which nobody looks at here. */
function endOfString(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end === -1 ? json.length : end;
}

function isEscaped(json: string, index: number): boolean {
  let backslashes = 0;
  while (json[index - 1 - backslashes] === "\\") backslashes += 1;
  return backslashes % 2 === 1;
}
