import { once } from "node:events";
import { access, constants, mkdir } from "node:fs/promises";
import { messageOf, OSOrganicError } from "@osorganicai/core";
import { parseConfig } from "@osorganicai/core/config";
import { createLogger } from "@osorganicai/core/logging";
import { chooseModels, createInstance, type Instance, readEnvironment } from "@osorganicai/instance";
import { serve } from "srvx";
import { loadConfig } from "../load-config.ts";
import { loadEnvironmentFile } from "../load-environment-file.ts";
import { createDevRoutes } from "./dev-routes.ts";
import { listenForStop } from "./listen-for-stop.ts";

/** What `osorganicai dev` was asked for. */
export interface DevOptions {
  readonly directory: string;
  readonly stateDirectory: string;
  readonly port: number;
  readonly logLevel: "debug" | "info" | "warn" | "error";
  readonly json: boolean;
  /** Stop as well when standard input ends. */
  readonly untilStdinEnds: boolean;
}

/**
 * Serves the child on loopback until a signal, and ends everything that it started, however far it came.
 * @throws OSOrganicError `config_invalid`, `environment_invalid`, `database_locked`
 */
export async function runDev(options: DevOptions): Promise<void> {
  // Before anything is started, so that a signal meanwhile is not missed.
  const stop = listenForStop(options);
  const stopped = once(stop, "abort");
  const instance = await Promise.race([compose(options), stopped.then(() => undefined)]);
  if (instance === undefined) return;
  try {
    // Work that was interrupted goes on before the first request comes in.
    await Promise.race([instance.worker.start(), stopped]);
    if (!stop.aborted) await serveUntil(stopped, instance, options);
  } finally {
    await instance.worker.stop();
  }
}

async function compose({ directory, stateDirectory, logLevel }: DevOptions): Promise<Instance> {
  const config = await loadConfig(directory);
  const resolved = parseConfig(config);
  loadEnvironmentFile(directory);
  const environment = readEnvironment(process.env);
  if (Object.keys(chooseModels(resolved, environment)).length === 0) process.stderr.write(noModel);
  await createFolder(stateDirectory);
  const log = createLogger({ level: logLevel, destination: process.stderr });
  return createInstance(config, { environment, directory, stateDirectory, log });
}

const noModel =
  "No model is set: issues will only get an apology. Set ANTHROPIC_API_KEY, OPENAI_API_KEY or OSORGANICAI_MODEL.\n";

async function createFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new OSOrganicError(
      "environment_invalid",
      `Cannot create or write to ${folder}: ${messageOf(cause)}. Choose another with --state.`,
      { cause },
    );
  }
}

async function serveUntil(
  stopped: Promise<unknown>,
  instance: Instance,
  { port, json }: DevOptions,
): Promise<void> {
  const server = serve({
    fetch: createDevRoutes(instance),
    port,
    hostname: "127.0.0.1",
    silent: true,
    gracefulShutdown: false,
  });
  try {
    await server.ready();
    announce(server.url ?? "", json);
    await stopped;
  } catch (error) {
    throw isPortTaken(error) ? portTaken(port, error) : error;
  } finally {
    await server.close(true);
  }
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

function portTaken(port: number, cause: unknown): OSOrganicError {
  return new OSOrganicError(
    "environment_invalid",
    `Port ${port} is in use. Stop what listens there, or choose another with --port (0 takes a free one).`,
    { cause },
  );
}

function announce(url: string, json: boolean): void {
  const address = url.replace(/\/$/, "");
  const sentence = `Listening on ${address}\n  webhooks  ${address}/api/webhooks\n  health    ${address}/api/health\n  report    ${address}/api/report\n`;
  process.stdout.write(json ? `${JSON.stringify({ url: address })}\n` : sentence);
}
