import { createHash, timingSafeEqual } from "node:crypto";
import type { InstanceConfig } from "@osorganicai/core";
import { createLogger } from "@osorganicai/core/logging";
import { drainEnvironmentOfProcess } from "./config.ts";
import { createInstance, type Instance } from "./create-instance.ts";
import { keepAlive } from "./serverless/keep-alive.ts";

/** The functions of `api/drain.ts`. */
export interface DrainRoute {
  /** Looks for what was missed, drains, and answers with what is left: for cron jobs. */
  readonly GET: (request: Request) => Promise<Response>;
  /** Answers at once and drains, where the platform lets it go on: for whoever has just enqueued something. */
  readonly POST: (request: Request) => Promise<Response>;
}

/** How long a drain may take. */
export interface DrainOptions {
  /**
   * For that long runs are begun and go on; their last step has a minute more. With that minute it must fit into the
   * function's `maxDuration`.
   * @default 230
   */
  readonly seconds?: number;
  /** What works. @default the child's instance, made of the process's environment */
  readonly instance?: Pick<Instance, "drain" | "sweep">;
}

/**
 * Works off what waits, in a function: `export const { GET, POST } = createDrainRoute(config);`. Needs the secret
 * `CRON_SECRET`, which Vercel sends along with its cron jobs.
 */
export function createDrainRoute(
  config: InstanceConfig,
  { seconds = 230, instance }: DrainOptions = {},
): DrainRoute {
  const log = createLogger({ level: "warn", destination: process.stderr });
  let opened = instance;
  const open = (): NonNullable<typeof instance> => (opened ??= createInstance(config, { log }));
  const drain = (): Promise<number> => open().drain(seconds);

  return {
    async GET(request) {
      const refusal = refuse(request);
      if (refusal) return refusal;
      // Whatever GitHub's log of deliveries says, what is here is worked on.
      await open()
        .sweep()
        .catch((error: unknown) => log.warn("sweep.failed", { error }));
      return Response.json({ left: await drain() });
    },
    async POST(request) {
      const refusal = refuse(request);
      if (refusal) return refusal;
      if (keepAlive(drain)) return Response.json({ draining: true }, { status: 202 });
      return Response.json({ left: await drain() });
    },
  };
}

/** Undefined when the request may. */
function refuse(request: Request): Response | undefined {
  const { secret } = drainEnvironmentOfProcess();
  if (secret === undefined)
    return Response.json({ error: "CRON_SECRET is not set, so nobody may drain." }, { status: 503 });
  const given = digest(request.headers.get("authorization") ?? "");
  return timingSafeEqual(given, digest(`Bearer ${secret}`))
    ? undefined
    : Response.json({ error: "The secret is missing or wrong." }, { status: 401 });
}

/** Of one length, so that comparing takes one time. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
