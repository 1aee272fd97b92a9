import { once } from "node:events";
import { type Logger, OSOrganicError } from "@osorganicai/core";
import { createLogger } from "@osorganicai/core/logging";
import { createInstance, type Instance, readEnvironment } from "@osorganicai/instance";
import { serve } from "srvx";
import { listenForStop } from "../dev/listen-for-stop.ts";
import { loadConfig } from "../load-config.ts";
import { loadEnvironmentFile } from "../load-environment-file.ts";

/** What `osorganicai worker` was asked for. */
export interface WorkerOptions {
  readonly directory: string;
  /** Undefined: serves nothing. */
  readonly port?: number;
  readonly host: string;
  readonly stopSeconds: number;
  readonly logLevel: "debug" | "info" | "warn" | "error";
}

/**
 * Works on a Postgres until a signal, then lets running steps end.
 * @throws OSOrganicError `config_invalid`, `environment_invalid`, `store_unavailable`, `migration_failed`
 */
export async function runWorker(options: WorkerOptions): Promise<void> {
  const { logLevel, stopSeconds } = options;
  const log = createLogger({ level: logLevel, destination: process.stderr });
  // Before anything is started, so that a signal meanwhile is not missed.
  const stop = listenForStop({ untilStdinEnds: false });
  const stopped = once(stop, "abort");
  const instance = await compose(options, log);
  const close = await serveHttp(instance, options);
  try {
    await Promise.race([instance.worker.start(), stopped]);
    if (!stop.aborted) log.info("worker.started", {});
    await stopped;
    log.info("worker.stopping", { stopSeconds });
  } finally {
    await close();
    await stopWithin(instance, stopSeconds, log);
  }
}

async function compose({ directory }: WorkerOptions, log: Logger): Promise<Instance> {
  const config = await loadConfig(directory);
  loadEnvironmentFile(directory);
  const environment = readEnvironment(process.env);
  if (environment.supabase?.databaseUrl === undefined)
    throw new OSOrganicError(
      "environment_invalid",
      "A worker needs SUPABASE_URL, SUPABASE_SECRET_KEY and DATABASE_URL. With the embedded database, which is one process's, use osorganicai dev.",
    );
  return createInstance(config, { environment, directory, log });
}

/** @returns how to end it */
async function serveHttp(instance: Instance, { port, host }: WorkerOptions): Promise<() => Promise<void>> {
  if (port === undefined) return async () => {};
  const routes: Readonly<Record<string, (request: Request) => Promise<Response>>> = {
    "POST /api/webhooks": (request) => instance.webhooks(request),
    "GET /api/health": (request) => instance.health(request),
  };
  const server = serve({
    fetch: async (request) => {
      const route = routes[`${request.method} ${new URL(request.url).pathname}`];
      return route ? route(request) : new Response("Not found.", { status: 404 });
    },
    port,
    hostname: host,
    silent: true,
    gracefulShutdown: false,
    // Of a burst; node's own 511 would reset the others.
    node: { backlog: 4096 },
  });
  await server.ready();
  process.stdout.write(`Listening on ${(server.url ?? "").replace(/\/$/, "")}\n`);
  return () => server.close(true);
}

/** What has not ended by then is taken over by others when this worker's deadline has passed. */
async function stopWithin(instance: Instance, seconds: number, log: Logger): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), seconds * 1000);
  });
  const end = await Promise.race([instance.worker.stop(), timeIsUp]);
  clearTimeout(timer);
  if (end !== "late") return;
  log.warn("worker.stopped_late", { seconds });
  process.exit(0);
}
