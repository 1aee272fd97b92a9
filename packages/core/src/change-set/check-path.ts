/** Paths an agent never writes: they decide what runs, with which rights, or what is installed. */
const denied: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  { pattern: /(^|\/)\.git(\/|$)/, reason: "lies in git's own folder" },
  { pattern: /(^|\/)\.git[a-z]+$/, reason: "configures git" },
  {
    pattern: /^\.github(\/|$)/,
    reason: "lies in .github, which decides what runs with the repository's rights",
  },
  {
    pattern: /(^|\/)\.(npmrc|pnpmfile\.[cm]?js|yarnrc(\.yml)?|pypirc|netrc|envrc)$/,
    reason: "configures an installer or a shell",
  },
  { pattern: /(^|\/)\.env(\.(?!example$|sample$|template$)[^/]*)?$/, reason: "is a place for secrets" },
  {
    pattern: /^\.(vscode|idea|devcontainer|circleci|husky|osorganicai)(\/|$)/,
    reason: "configures tools that run commands",
  },
  {
    pattern: /^(\.gitlab-ci\.yml|\.mcp\.json|azure-pipelines\.yml|jenkinsfile)$/,
    reason: "decides what runs with the repository's rights",
  },
  { pattern: /(^|\/)codeowners$/, reason: "decides who must approve" },
];

const MAX_PATH_LENGTH = 240;

/** Why a path may not be written, or undefined when it may. Paths are relative, with `/`, as git has them. */
export function checkPath(path: string): string | undefined {
  return checkGrammar(path) ?? checkDenied(path);
}

/** One canonical spelling, so that two different texts cannot be one file. */
function checkGrammar(path: string): string | undefined {
  if (path === "") return "is empty";
  if (path.length > MAX_PATH_LENGTH) return `is longer than ${MAX_PATH_LENGTH} characters`;
  if (!path.isWellFormed() || path !== path.normalize("NFC"))
    return "is not in Unicode's composed form (NFC)";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control and invisible characters are what is looked for
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(path)) return "contains a control or invisible character";
  if (/[\\:*?"<>|]/.test(path)) return "contains a character that some file systems refuse";
  if (path.startsWith("/")) return "is absolute";
  const segments = path.split("/");
  if (segments.some((segment) => segment === "" || segment === "." || segment === ".."))
    return "is not canonical (empty, . or .. segment)";
  if (segments.some((segment) => /[. ]$/.test(segment) || segment.startsWith(" ")))
    return "has a segment that some file systems rewrite";
  if (segments.some((segment) => /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i.test(segment)))
    return "has a name that Windows reserves";
  if (segments.some((segment) => /^git~\d$/i.test(segment)))
    return "is a short name of git's own folder on Windows";
  return undefined;
}

function checkDenied(path: string): string | undefined {
  const folded = path.toLowerCase();
  return denied.find(({ pattern }) => pattern.test(folded))?.reason;
}
