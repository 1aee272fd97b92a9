import type { Connection } from "./connect.ts";

/** How git reaches a repository. */
export interface CloneAccess {
  readonly url: string;
  /** Value of the HTTP header `Authorization`. A secret. */
  readonly authorization: string;
}

/** Reads the address of git from that of the API. */
export function createCloneAccess(
  connection: Connection,
  baseUrl: string,
): (repository: string) => Promise<CloneAccess> {
  return async function cloneAccess(repository) {
    const credentials = Buffer.from(`x-access-token:${await connection.token(repository)}`).toString(
      "base64",
    );
    return { url: `${gitOrigin(baseUrl)}/${repository}.git`, authorization: `Basic ${credentials}` };
  };
}

/** api.github.com serves github.com; an Enterprise Server has its API under /api/v3 of the same host. */
function gitOrigin(baseUrl: string): string {
  const { origin, hostname } = new URL(baseUrl);
  return hostname === "api.github.com" ? "https://github.com" : origin;
}
