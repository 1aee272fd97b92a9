import { passFence } from "./write-fence.ts";

const MOST_REDIRECTS = 3;

/** `fetch` for Octokit: with a deadline, behind the fence, and with redirects that stay what they were. */
export function createSendRequest(timeoutMs: number): typeof fetch {
  return async function sendRequest(url, init = {}) {
    const { method = "GET" } = init;
    const signal = AbortSignal.timeout(timeoutMs);
    if (method === "GET" || method === "HEAD") return fetch(url, { ...init, signal });
    passFence();
    return sendWrite(String(url), { ...init, signal, redirect: "manual" });
  };
}

/**
 * A repository that was renamed answers with its address by id. `fetch` would make a GET of a POST, so we follow it
 * ourselves: nothing was done yet, and the credentials stay with their host.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
async function sendWrite(url: string, init: RequestInit, redirects = 0): Promise<Response> {
  const answer = await fetch(url, init);
  const target = answer.headers.get("location");
  if (![301, 302, 307, 308].includes(answer.status) || target === null) return answer;
  const next = new URL(target, url);
  if (next.origin !== new URL(url).origin || redirects >= MOST_REDIRECTS)
    return Response.json(
      { message: `It has moved to ${next.origin}, where our credentials do not belong` },
      { status: 410 },
    );
  await answer.body?.cancel();
  return sendWrite(next.href, init, redirects + 1);
}
