import { type Access, createGitHubReader } from "@osorganicai/github";
import type { EnvironmentVariables } from "@osorganicai/instance";
import { findRemote } from "../child/find-remote.ts";
import { hasBegun } from "../environment/has-begun.ts";

/** What the credentials are good for, and on which repository that was asked. */
export type KnownAccess = Access & { readonly repository: string | undefined };

/** Below a check's own time, so that a silent GitHub is told as such. */
const TIMEOUT_MS = 4_500;

/** undefined: there are no credentials that could be used. @throws OSOrganicError */
export async function askAccess(
  directory: string,
  environment: EnvironmentVariables,
): Promise<KnownAccess | undefined> {
  // A token alone is common in shells and in CI, and is not meant for an instance there.
  const credentials = hasBegun(environment) ? credentialsOf(environment) : undefined;
  if (credentials === undefined) return undefined;
  const baseUrl = textOf(environment, "GITHUB_API_URL");
  const repository = (await findRemote(directory))?.repository;
  const reader = createGitHubReader({
    credentials,
    timeoutMs: TIMEOUT_MS,
    ...(baseUrl !== undefined && { baseUrl }),
  });
  return { ...(await reader.access(repository)), repository };
}

/** Whatever else the environment lacks is another check's. */
function credentialsOf(environment: EnvironmentVariables) {
  const [appId, key, token] = ["GITHUB_APP_ID", "GITHUB_APP_PRIVATE_KEY", "GITHUB_TOKEN"].map((name) =>
    textOf(environment, name),
  );
  if (appId !== undefined && key !== undefined)
    return { appId: Number(appId), privateKey: key.replaceAll("\\n", "\n") };
  return token === undefined ? undefined : { token };
}

function textOf(environment: EnvironmentVariables, name: string): string | undefined {
  return environment[name]?.trim() || undefined;
}
