/** Every escape of a JSON text; those of NUL and of surrogates are what the callback looks for. */
const escapes = /\\(?:u[0-9a-f]{4}|.)/gi;
const refused = /^\\u(?:0000|d[89a-f])/i;

/**
 * JSON without what Postgres refuses: NUL characters and lone surrogates become U+FFFD.
 * `undefined` and functions become null. https://www.postgresql.org/docs/current/datatype-json.html
 */
export function toCleanJson(value: unknown): string {
  // JSON.stringify writes whole pairs as they are, so a surrogate it escapes is a lone one.
  const json = JSON.stringify(value) ?? "null";
  return json.replace(escapes, (escape) => (refused.test(escape) ? "\\ufffd" : escape));
}

/** The same as a value. */
export function cleanJson(value: unknown): unknown {
  return JSON.parse(toCleanJson(value));
}

/** A text without what Postgres refuses. */
export function cleanText(text: string): string {
  return text.replaceAll("\u0000", "\ufffd").toWellFormed();
}

/** Escapes of NUL and of surrogates. */
const suspiciousText = /\\u(?:0000|d[89a-f])/i;
/** Exponents and digits beyond https://www.postgresql.org/docs/current/datatype-numeric.html */
const suspiciousExponent = /[:,[\s]-?\d[\d.]*[eE][+-]?\d{4}/;
const manyDigits = /\d{1000}/;

/** Whether Postgres might refuse this JSON text. Errs on the side of yes. One expression for all takes twelve times as long. */
export function mayBeRefused(json: string): boolean {
  return (
    (json.includes("\\u") && suspiciousText.test(json)) ||
    suspiciousExponent.test(json) ||
    (hasDigitEvery(1000, json) && manyDigits.test(json))
  );
}

/** A run of so many digits cannot miss all of these places. */
function hasDigitEvery(distance: number, text: string): boolean {
  for (let index = distance - 1; index < text.length; index += distance)
    if (/\d/.test(text.charAt(index))) return true;
  return false;
}
