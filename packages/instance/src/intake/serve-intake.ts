import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type LogFields, type Logger, silentLogger } from "@osorganicai/core";
import { createWebhookHandler, type WebhookHandlerOptions } from "@osorganicai/webhook-handler";
import { createNodeListener } from "@osorganicai/webhook-handler/node";

/** The intake on a real socket. */
export interface IntakeServer {
  readonly port: number;
  /** Every line, as facts. */
  readonly logged: readonly LogFields[];
  close(): Promise<void>;
}

/** Serves the intake on a free port of this machine. */
export async function serveIntake(options: WebhookHandlerOptions): Promise<IntakeServer> {
  const logged: LogFields[] = [];
  const write = (event: string, fields?: LogFields) => void logged.push({ event, ...fields });
  const log: Logger = { ...silentLogger, info: write, warn: write };
  const server = createServer(
    createNodeListener(createWebhookHandler({ log, ...options }), { lingerMs: 300 }),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    logged,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
