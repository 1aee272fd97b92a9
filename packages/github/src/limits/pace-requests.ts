import type { Octokit } from "@octokit/rest";
import type { RateLimits } from "@osorganicai/core";
import { isRateLimit } from "../to-github-error.ts";
import { costOf } from "./cost-of.ts";
import { githubLimits } from "./github-limits.ts";
import { type Patience, waitForTurn } from "./wait-for-turn.ts";
import { type AnswerHeaders, usedUpFor, waitOf } from "./wait-of.ts";

/** How one client keeps to GitHub's limits. */
interface Pace extends Patience {
  /** Whose limits they are: every client of one installation has the same. */
  readonly scope: string;
  /** How long a write that is under way keeps others waiting when its process has died. */
  readonly holdMs: number;
  readonly limits?: RateLimits;
}

/** Every request of this client waits for its turn, and tells everybody when GitHub asks for silence. */
export function paceRequests(octokit: Octokit, pace: Pace): void {
  const { limiter, scope, holdMs, limits = githubLimits } = pace;

  const holdOff = async (waitMs: number | undefined) => {
    if (waitMs !== undefined) await limiter.holdOff(scope, waitMs);
  };

  octokit.hook.wrap("request", async (request, options) => {
    const { write, ...cost } = costOf({ ...options, query: options["query"] });
    const turn = { scope, ...cost, ...(write && { holdMs }), limits };
    const id = await waitForTurn(pace, turn, `${options.method} ${options.url}`);
    try {
      const answer = await request(options);
      await holdOff(usedUpFor(answer.headers));
      return answer;
    } catch (error) {
      await holdOff(silenceAskedBy(error));
      throw error;
    } finally {
      // One that cannot be ended ends by itself.
      if (id !== undefined) await limiter.end(scope, id).catch(() => undefined);
    }
  });
}

function silenceAskedBy(error: unknown): number | undefined {
  const { status, response, message } = (error ?? {}) as {
    readonly status?: number;
    readonly message?: string;
    readonly response?: { readonly headers?: AnswerHeaders };
  };
  const headers = response?.headers ?? {};
  return isRateLimit({ status, headers, message: message ?? "" }) ? waitOf(headers) : undefined;
}
