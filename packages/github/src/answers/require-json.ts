import type { Octokit } from "@octokit/rest";

/** Octokit gives text where JSON was promised and is broken. That is no answer: what was asked may have been done. */
export function requireJson(octokit: Octokit): void {
  octokit.hook.after("request", ({ status, data }, { method, url, mediaType }) => {
    const promised = (status === 200 || status === 201) && mediaType?.format === undefined;
    if (promised && typeof data === "string")
      throw new Error(`The answer to ${method} ${url} is not what GitHub documents: it is no JSON.`);
  });
}
