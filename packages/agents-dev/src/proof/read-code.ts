const hashLanguages = /\.(py|rb|sh|bash|pl|r|exs?|ya?ml|toml)$/i;
const regexLanguages = /\.[cm]?[jt]sx?$/i;

const quoted = String.raw`"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?`;
const hashTokens = String.raw`#[^\n]*|("""|''')[\s\S]*?(?:\1|$)|${quoted}`;
const slashTokens = String.raw`\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|(""")[\s\S]*?(?:\1|$)|\x60(?:\\[\s\S]|[^\x60\\])*\x60?`;
/** Only where an expression begins, else it is a division. */
const regexLiteral = String.raw`(?=\/)(?<=(?:^|[=(,:[!&|?{};]|\breturn)\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*`;
/** A single quote opens a lifetime as well, which nothing closes. */
const rustQuoted = String.raw`"(?:\\[\s\S]|[^"\\])*"?|'(?:\\[^\n]+?|[^'\\\n])'`;

/**
 * What of a source text is code: comments become blanks, and strings are emptied or kept. It knows the lexical rules of
 * the common languages well enough for counting; a template inside a template's hole is read as two templates.
 */
export function readCode(path: string, text: string, strings: "empty" | "keep" = "empty"): string {
  return text.replace(new RegExp(tokensOf(path), "g"), (token) => {
    if (/^["'`]/.test(token)) return strings === "keep" ? token : token.slice(0, 1).repeat(2);
    return /^(#|\/\/|\/\*)/.test(token) ? token.replace(/[^\n]+/g, " ") : "/_/";
  });
}

function tokensOf(path: string): string {
  if (hashLanguages.test(path)) return hashTokens;
  if (regexLanguages.test(path)) return `${slashTokens}|${quoted}|${regexLiteral}`;
  return `${slashTokens}|${path.endsWith(".rs") ? rustQuoted : quoted}`;
}
