import { createLogger } from "@osorganicai/core/logging";
import { createInstance, readEnvironment } from "@osorganicai/instance";
import { serve } from "srvx";
import { loadConfig } from "../load-config.ts";
import { createDevRoutes } from "./dev-routes.ts";

/** What `osorganicai dev` was asked for. */
export interface DevOptions {
  readonly directory: string;
  readonly stateDirectory: string;
  readonly port: number;
  readonly logLevel: "debug" | "info" | "warn" | "error";
  readonly json: boolean;
}

/** Serves the child on loopback until SIGINT or SIGTERM. */
export async function runDev({ directory, stateDirectory, port, logLevel, json }: DevOptions): Promise<void> {
  const environment = readEnvironment(process.env);
  const config = await loadConfig(directory);
  const log = createLogger({ level: logLevel, destination: process.stderr });
  const instance = createInstance(config, { environment, directory, stateDirectory, log });
  // Work that was interrupted goes on before the first request comes in.
  await instance.worker.start();
  const server = serve({
    fetch: createDevRoutes(instance),
    port,
    hostname: "127.0.0.1",
    silent: true,
    gracefulShutdown: false,
  });
  await server.ready();
  announce(server.url ?? "", json);
  await untilStopped();
  await server.close(true);
  await instance.worker.stop();
}

function announce(url: string, json: boolean): void {
  const address = url.replace(/\/$/, "");
  const sentence = `Listening on ${address}\n  webhooks  ${address}/api/webhooks\n  health    ${address}/api/health\n  report    ${address}/api/report\n`;
  process.stdout.write(json ? `${JSON.stringify({ url: address })}\n` : sentence);
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
