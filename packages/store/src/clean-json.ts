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

/** NUL, surrogates, and numbers beyond https://www.postgresql.org/docs/current/datatype-numeric.html */
const suspicious = /\\u(?:0000|d[89a-f])|\d{1000}|[:,[\s]-?\d[\d.]*e[+-]?\d{4}/i;

/** Whether Postgres might refuse this JSON text. Errs on the side of yes. */
export function mayBeRefused(json: string): boolean {
  return suspicious.test(json);
}
