import { createPrivateKey } from "node:crypto";
import { isModelName, modelNameForm, OSOrganicError } from "@osorganicai/core";
import type { GitHubCredentials } from "@osorganicai/github";

/** Environment variables as node has them. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** Everything an instance reads from its environment. Secrets live here and nowhere else. */
export interface Environment {
  /** The current secret, and the previous one while it is being rotated. */
  readonly webhookSecrets: readonly string[];
  readonly github:
    | {
        readonly credentials: GitHubCredentials;
        readonly baseUrl?: string;
        /** Whose webhooks are swept with a personal token. */
        readonly repositories?: readonly string[];
      }
    | undefined;
  /** A Supabase project; undefined: the embedded one. */
  readonly supabase:
    | { readonly url: string; readonly key: string; readonly databaseUrl: string | undefined }
    | undefined;
  /** `provider:model` of every tier, stronger than the configuration. */
  readonly model: string | undefined;
  readonly anthropicKey: boolean;
  readonly openaiKey: boolean;
}

const MIN_SECRET_BYTES = 32;

/** The part of an {@link Environment} that says which model works. */
export type ModelEnvironment = Pick<Environment, "model" | "anthropicKey" | "openaiKey">;

/**
 * What an instance reads from the environment, parsed.
 * @throws OSOrganicError `environment_invalid` that names every variable that is wrong, never its value
 */
export function readEnvironment(variables: EnvironmentVariables): Environment {
  const problems = [
    ...webhookProblems(variables),
    ...githubProblems(variables),
    ...addressProblems(variables),
    ...repositoryProblems(variables),
    ...supabaseProblems(variables),
    ...modelProblems(variables),
  ];
  if (problems.length > 0)
    throw new OSOrganicError(
      "environment_invalid",
      `The environment is not complete or not valid.\n${problems.map((problem) => `  - ${problem}`).join("\n")}`,
      { details: { problems } },
    );
  return {
    webhookSecrets: secretsOf(variables),
    github: githubOf(variables),
    supabase: supabaseOf(variables),
    ...readModelEnvironment(variables),
  };
}

/** What the environment says about models: all that a run without GitHub needs of it. */
export function readModelEnvironment(variables: EnvironmentVariables): ModelEnvironment {
  return {
    model: text(variables["OSORGANICAI_MODEL"]),
    anthropicKey: text(variables["ANTHROPIC_API_KEY"]) !== undefined,
    openaiKey: text(variables["OPENAI_API_KEY"]) !== undefined,
  };
}

/**
 * What the environment says about GitHub; undefined when it says nothing.
 * @throws OSOrganicError `environment_invalid` when it is not complete or not valid
 */
export function readGitHubEnvironment(variables: EnvironmentVariables): Environment["github"] {
  const names = ["GITHUB_APP_ID", "GITHUB_APP_PRIVATE_KEY", "GITHUB_TOKEN"];
  if (names.every((name) => text(variables[name]) === undefined)) return undefined;
  const [problem] = [...githubProblems(variables), ...addressProblems(variables)];
  if (problem !== undefined) throw new OSOrganicError("environment_invalid", problem);
  return githubOf(variables);
}

function webhookProblems(variables: EnvironmentVariables): readonly string[] {
  const secrets = secretsOf(variables);
  if (secrets.length === 0)
    return [
      "GITHUB_WEBHOOK_SECRET is not set. Use the secret of the App's webhook; make one with: openssl rand -hex 32",
    ];
  const short = secrets.some((secret) => Buffer.byteLength(secret) < MIN_SECRET_BYTES);
  return short
    ? [
        `GITHUB_WEBHOOK_SECRET (or GITHUB_WEBHOOK_SECRET_PREVIOUS) is shorter than ${MIN_SECRET_BYTES} bytes. Make a longer one with: openssl rand -hex 32`,
      ]
    : [];
}

function githubProblems(variables: EnvironmentVariables): readonly string[] {
  const appId = text(variables["GITHUB_APP_ID"]);
  const key = text(variables["GITHUB_APP_PRIVATE_KEY"]);
  if (appId !== undefined && !/^\d+$/.test(appId))
    return ["GITHUB_APP_ID is not a number. It stands on the App's settings page."];
  if ((appId === undefined) !== (key === undefined))
    return ["GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY belong together, and one of them is missing."];
  if (key !== undefined && !isPrivateKey(pem(key)))
    return [
      "GITHUB_APP_PRIVATE_KEY cannot be read as a PEM private key. Copy the whole downloaded file, newlines included.",
    ];
  if (appId === undefined && text(variables["GITHUB_TOKEN"]) === undefined)
    return [
      "Set GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY of a GitHub App, or GITHUB_TOKEN to try it with a personal token.",
    ];
  return [];
}

function isPrivateKey(key: string): boolean {
  try {
    createPrivateKey(key);
    return true;
  } catch {
    return false;
  }
}

function addressProblems(variables: EnvironmentVariables): readonly string[] {
  const address = text(variables["GITHUB_API_URL"]);
  return address === undefined || /^https?:$/.test(URL.parse(address)?.protocol ?? "")
    ? []
    : [
        "GITHUB_API_URL is not an http(s) address. Write it as https://host/api/v3, or leave it out for github.com.",
      ];
}

function repositoryProblems(variables: EnvironmentVariables): readonly string[] {
  return repositoriesOf(variables).every((name) => /^[\w-]+\/[\w.-]+$/.test(name))
    ? []
    : ["GITHUB_REPOSITORIES is not a list of repositories. Write it as owner/name,owner/name."];
}

function modelProblems(variables: EnvironmentVariables): readonly string[] {
  const model = text(variables["OSORGANICAI_MODEL"]);
  return model === undefined || isModelName(model)
    ? []
    : [`OSORGANICAI_MODEL is not a model. Write it as ${modelNameForm}.`];
}

function supabaseProblems(variables: EnvironmentVariables): readonly string[] {
  const [url, key] = [text(variables["SUPABASE_URL"]), text(variables["SUPABASE_SECRET_KEY"])];
  return (url === undefined) === (key === undefined)
    ? []
    : [
        "SUPABASE_URL and SUPABASE_SECRET_KEY belong together, and one of them is missing. Without both the embedded database is used.",
      ];
}

function secretsOf(variables: EnvironmentVariables): readonly string[] {
  return [text(variables["GITHUB_WEBHOOK_SECRET"]), text(variables["GITHUB_WEBHOOK_SECRET_PREVIOUS"])].filter(
    (secret) => secret !== undefined,
  );
}

function githubOf(variables: EnvironmentVariables): Environment["github"] {
  const [appId, privateKey, token] = [
    text(variables["GITHUB_APP_ID"]),
    text(variables["GITHUB_APP_PRIVATE_KEY"]),
    text(variables["GITHUB_TOKEN"]),
  ];
  const baseUrl = text(variables["GITHUB_API_URL"]);
  const host = baseUrl === undefined ? {} : { baseUrl };
  if (appId !== undefined && privateKey !== undefined)
    return { credentials: { appId: Number(appId), privateKey: pem(privateKey) }, ...host };
  const repositories = repositoriesOf(variables);
  return token === undefined
    ? undefined
    : { credentials: { token }, ...host, ...(repositories.length > 0 && { repositories }) };
}

function repositoriesOf(variables: EnvironmentVariables): readonly string[] {
  return (text(variables["GITHUB_REPOSITORIES"]) ?? "").split(/[\s,]+/).filter(Boolean);
}

function supabaseOf(variables: EnvironmentVariables): Environment["supabase"] {
  const [url, key] = [text(variables["SUPABASE_URL"]), text(variables["SUPABASE_SECRET_KEY"])];
  return url === undefined || key === undefined
    ? undefined
    : { url, key, databaseUrl: text(variables["DATABASE_URL"]) };
}

/** Line breaks often arrive as `\n` in two characters. */
function pem(key: string): string {
  return key.replaceAll("\\n", "\n");
}

function text(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === "" ? undefined : trimmed;
}
