import { type DestinationStream, type Logger as PinoLogger, pino } from "pino";
import type { LogFields, Logger } from "../ports/logger.ts";
import { redactSecrets } from "./redact-secrets.ts";

/** How much is logged, and where to. */
export interface LoggerOptions {
  /** @default "info" */
  readonly level?: "debug" | "info" | "warn" | "error";
  /** Added to every line. */
  readonly fields?: LogFields;
  /** @default standard output */
  readonly destination?: DestinationStream;
}

/** Names of fields whose value is never logged, at the top and one level down. */
const secretFields = [
  "authorization",
  "token",
  "secret",
  "password",
  "privateKey",
  "apiKey",
  "body",
  "payload",
  "headers",
];

/** JSON lines by pino; secrets are removed by field name and by their shape. */
export function createLogger({ level = "info", fields = {}, destination }: LoggerOptions = {}): Logger {
  const options = {
    level,
    base: fields,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: secretFields.flatMap((name) => [name, `*.${name}`]), censor: "[redacted]" },
    serializers: { error: pino.stdSerializers.err },
    hooks: { streamWrite: redactSecrets },
    messageKey: "event",
  };
  return wrap(destination ? pino(options, destination) : pino(options));
}

function wrap(logger: PinoLogger): Logger {
  return {
    debug: (event, fields) => logger.debug(fields ?? {}, event),
    info: (event, fields) => logger.info(fields ?? {}, event),
    warn: (event, fields) => logger.warn(fields ?? {}, event),
    error: (event, fields) => logger.error(fields ?? {}, event),
    with: (fields) => wrap(logger.child(fields)),
  };
}
