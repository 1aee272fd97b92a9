import type { Octokit } from "@octokit/rest";

/** A token may be revoked before its hour is over. What was refused for it is asked once more with a new one. */
export function renewTokenOnce(octokit: Octokit): void {
  octokit.hook.wrap("request", async (request, options) => {
    try {
      return await request(options);
    } catch (error) {
      const { status } = error as { readonly status?: number };
      if (status !== 401 || options.url.startsWith("/app/")) throw error;
      await octokit.auth({ type: "installation", refresh: true });
      return request(options);
    }
  });
}
