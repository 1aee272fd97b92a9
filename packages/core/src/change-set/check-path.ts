import { foldPath } from "./fold-path.ts";

/** What decides which code runs, with which rights, or what is installed: at any depth, in folded spelling. */
const denied: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  { pattern: folder("\\.git"), reason: "lies in git's own folder" },
  { pattern: file("\\.git[a-z-]+"), reason: "configures git, or holds its passwords" },
  {
    pattern: folder(
      "\\.(github|gitlab|gitea|forgejo|woodpecker|circleci|buildkite|drone|teamcity|azure-pipelines)",
    ),
    reason: "lies in a folder which decides what runs with the repository's rights",
  },
  {
    pattern: file(
      "\\.(gitlab-ci|travis|drone|woodpecker|cirrus)\\.ya?ml|\\.?appveyor\\.ya?ml|(bitbucket-pipelines|azure-pipelines[^/]*|cloudbuild|buildspec|action)\\.ya?ml|jenkinsfile(\\.[^/]*)?",
    ),
    reason: "decides what CI runs with the repository's rights",
  },
  {
    pattern: file(
      "(vercel|now)\\.json|(netlify|fly|railway)\\.toml|wrangler\\.(toml|jsonc?)|(render|serverless)\\.ya?ml|procfile|([^/]+\\.)?(docker|container)file(?!\\.[cm]?[jt]sx?$|\\.md$)(\\.[^/]*)?|(docker-)?compose([.-][^/]*)?\\.ya?ml",
    ),
    reason: "decides what is deployed and how",
  },
  { pattern: folder("\\.(vercel|netlify)"), reason: "decides what is deployed and how" },
  {
    pattern: file(
      "pnpm-workspace\\.yaml|\\.?pnpmfile\\.[cm]?js|\\.npmrc|\\.yarnrc[^/]*|bunfig\\.toml|package\\.(json5|yaml)|lerna\\.json|\\.pypirc|pip\\.conf|\\.?mise[^/]*\\.toml|\\.tool-versions",
    ),
    reason: "configures an installer, which runs code",
  },
  { pattern: folder("\\.(yarn|cargo|mise)"), reason: "configures an installer, which runs code" },
  {
    pattern: file(
      "package-lock\\.json|npm-shrinkwrap\\.json|pnpm-lock\\.yaml|bun\\.lockb|go\\.sum|[^/]+\\.lock|packages\\.lock\\.json",
    ),
    reason: "is a lockfile: dependencies are chosen by a human",
  },
  {
    pattern: file(
      "go\\.(mod|work)|cargo\\.toml|pyproject\\.toml|setup\\.(py|cfg)|requirements[^/]*\\.txt|pipfile|gemfile|[^/]+\\.gemspec|pom\\.xml|(build|settings)\\.gradle(\\.kts)?|composer\\.json|deno\\.jsonc?",
    ),
    reason: "names dependencies or how the project is built, which a human has to change",
  },
  {
    pattern: file(
      "(vite|vitest|jest|ava|karma|playwright|wdio)\\.(config|workspace|conf|setup)(\\.[^/]+)?|\\.taprc|\\.mocharc[^/]*|\\.?pytest\\.ini|tox\\.ini|noxfile\\.py|\\.rspec",
    ),
    reason: "decides which tests run, so a change that rests on it would prove nothing",
  },
  {
    pattern: folder("\\.(husky|vscode|vs|idea|fleet|zed|devcontainer)"),
    reason: "configures tools that run commands on a developer's machine",
  },
  {
    pattern: file(
      "\\.?lefthook(-local)?\\.[a-z]+|\\.pre-commit-config\\.ya?ml|\\.lintstagedrc[^/]*|lint-staged\\.config\\.[a-z]+|\\.devcontainer\\.json|[^/]+\\.code-workspace",
    ),
    reason: "configures tools that run commands on a developer's machine",
  },
  {
    pattern: folder("\\.(claude|cursor|windsurf|codex|gemini|continue|roo|kiro|agents)"),
    reason: "instructs coding agents",
  },
  {
    pattern: file(
      "(claude|agents|gemini)(\\.[a-z]+)?\\.md|\\.?mcp\\.json|\\.(cursor|windsurf|cline)rules|\\.aider[^/]*",
    ),
    reason: "instructs coding agents",
  },
  {
    pattern: /(^|\/)(\.osorganicai(\/|$)|osorganicai\.config\.[a-z]+$|supabase\/migrations(\/|$))/,
    reason: "configures this very instance or its database",
  },
  { pattern: file("renovate\\.json5?|\\.renovaterc[^/]*"), reason: "decides which dependencies are updated" },
  { pattern: file("codeowners"), reason: "decides who must approve" },
  {
    pattern: /(^|\/)\.env(?!\.(example|sample|template)$)[^/]*(\/|$)/,
    reason: "is a place for secrets",
  },
  { pattern: file("[._]netrc"), reason: "is a place for secrets" },
  { pattern: folder("\\.(ssh|aws|gnupg|kube|docker)"), reason: "is a place for secrets" },
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
  const folded = foldPath(path);
  return denied.find(({ pattern }) => pattern.test(folded))?.reason;
}

function file(names: string): RegExp {
  return new RegExp(`(^|/)(${names})$`);
}

function folder(names: string): RegExp {
  return new RegExp(`(^|/)(${names})(/|$)`);
}
