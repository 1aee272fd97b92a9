/** Facts of one log line. Secrets are redacted by the logger, but do not rely on it. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Events are named `noun.verb`; everything else is a field. */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** A logger that adds `fields` to every line, e.g. the delivery id. */
  with(fields: LogFields): Logger;
}

/** Says nothing. The default of every library. */
export const silentLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  with: () => silentLogger,
};
