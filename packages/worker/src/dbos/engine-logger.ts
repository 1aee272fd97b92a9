import type { DBOSConfig } from "@dbos-inc/dbos-sdk";
import type { Logger } from "@osorganicai/core";

/** DBOS' sentences as log lines. What it finds worth telling is rarely worth an operator's time. */
export function createEngineLogger(log: Logger): NonNullable<DBOSConfig["logger"]> {
  return {
    debug: () => undefined,
    info: (message) => log.debug("engine.reported", { message }),
    warn: (message) => log.warn("engine.reported", { message }),
    error: (message) => log.error("engine.reported", { message }),
  };
}
