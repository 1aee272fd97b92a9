import { type HealthProbe, type HealthReport, messageOf } from "@osorganicai/core";

/** How a deployment is asked. */
export interface HealthProbeOptions {
  /** Asked first; where there is nothing, the address itself is. @default "/api/health" */
  readonly path?: string;
  /** @default 10_000 */
  readonly timeoutMs?: number;
}

/** Asks a deployment over HTTP. Redirects are not followed: a login page is no health. */
export function createHealthProbe({
  path = "/api/health",
  timeoutMs = 10_000,
}: HealthProbeOptions = {}): HealthProbe {
  return {
    async check(url) {
      if (!/^https?:\/\//.test(url)) return { healthy: false, detail: "the address is not http" };
      const report = await ask(new URL(path, url), timeoutMs);
      return report.status === 404 ? ask(new URL(url), timeoutMs) : report;
    },
  };
}

async function ask(url: URL, timeoutMs: number): Promise<HealthReport & { readonly status?: number }> {
  const startedAt = performance.now();
  try {
    const { status, ok } = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
    return {
      healthy: ok,
      detail: `${status} from ${url.pathname} in ${Math.round(performance.now() - startedAt)} ms`,
      status,
    };
  } catch (error) {
    return { healthy: false, detail: `does not answer: ${messageOf(error)}` };
  }
}
