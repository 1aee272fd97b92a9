/** What health means for an instance. */
export interface HealthHandlerOptions {
  /** Each resolves when its part works, rejects when not. */
  readonly checks: Readonly<Record<string, () => Promise<unknown>>>;
  /** Longest wait for one check. @default 2_000 */
  readonly timeoutMs?: number;
}

/** Answers 200 when every check passes, else 503, with one word for each check. Never says why: it is public. */
export function createHealthHandler({
  checks,
  timeoutMs = 2000,
}: HealthHandlerOptions): (request: Request) => Promise<Response> {
  return async function handleHealth() {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await passes(check, timeoutMs)] as const),
    );
    const healthy = results.every(([, ok]) => ok);
    const words = Object.fromEntries(results.map(([name, ok]) => [name, ok ? "ok" : "failing"]));
    return Response.json(
      { status: healthy ? "ok" : "failing", checks: words },
      { status: healthy ? 200 : 503 },
    );
  };
}

async function passes(check: () => Promise<unknown>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, false);
  });
  const answer = Promise.resolve()
    .then(check)
    .then(
      () => true,
      () => false,
    );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
