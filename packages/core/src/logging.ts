// Logging, apart from the main entry because it loads pino

export type { LoggerOptions } from "./logging/create-logger.ts";
export { createLogger } from "./logging/create-logger.ts";
