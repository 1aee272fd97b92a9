/**
 * Every failure this project raises on purpose. Codes are public API: append only.
 *
 * The second column says who can help: `retry` (the same call may succeed later), `human` (somebody has to
 * change something), `bug` (we have to).
 */
const help = {
  // intake
  method_not_allowed: "human",
  unsupported_media_type: "human",
  body_too_large: "human",
  body_timeout: "retry",
  invalid_signature: "human",
  malformed_delivery: "human",
  delivery_conflict: "human",
  path_unknown: "human",
  source_refused: "human",
  rate_limited: "retry",
  intake_busy: "retry",
  // configuration
  config_invalid: "human",
  environment_invalid: "human",
  // store and engine
  store_unavailable: "retry",
  store_conflict: "bug",
  store_refused: "human",
  database_locked: "human",
  migration_failed: "human",
  run_not_found: "human",
  engine_misused: "bug",
  // models
  model_not_configured: "human",
  model_unavailable: "retry",
  model_refused: "human",
  model_output_invalid: "human",
  model_input_too_long: "human",
  turn_limit_reached: "human",
  // GitHub
  github_unavailable: "retry",
  github_rate_limited: "retry",
  github_forbidden: "human",
  github_not_found: "human",
  github_conflict: "human",
  effect_uncertain: "human",
  effect_in_progress: "retry",
  // workspace
  executor_unavailable: "human",
  repository_unavailable: "retry",
  repository_empty: "human",
  path_refused: "human",
  pattern_refused: "human",
  server_unreachable: "human",
  workspace_diverged: "bug",
  tests_missing: "human",
  tests_failing: "human",
  // policies
  capability_denied: "bug",
  change_set_refused: "human",
  transition_refused: "bug",
  // children: spawning and upgrading
  lock_invalid: "human",
  name_refused: "human",
  folder_not_empty: "human",
  template_invalid: "human",
  upgrade_conflict: "human",
  migration_invalid: "human",
} as const;

/** The code of an {@link OSOrganicError}: what went wrong, stable across versions. */
export type ErrorCode = keyof typeof help;

/** Facts an {@link OSOrganicError} may carry beside its code and message. */
export interface ErrorFacts {
  readonly cause?: unknown;
  /** Earliest sensible moment for another try, from now, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Anything else a caller may need: status codes, names, limits. JSON only, never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Errors are recognised by this symbol, not by `instanceof`: two copies of core may be installed. */
const marker = Symbol.for("osorganicai.error");

/** The one error class of all packages. Its message says what is wrong and what to do. */
export class OSOrganicError extends Error {
  override readonly name = "OSOrganicError";
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    Object.defineProperty(this, marker, { value: true });
    this.code = code;
    this.retryAfterMs = facts.retryAfterMs;
    this.details = facts.details ?? {};
  }

  /** Whether the same call may succeed later without anybody changing anything. */
  get retryable(): boolean {
    return help[this.code] === "retry";
  }
}

/** True for errors of this project, also when they come from another copy of this package. */
export function isOSOrganicError(value: unknown): value is OSOrganicError {
  return typeof value === "object" && value !== null && marker in value;
}

/** A sentence for a human from anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
