/** One shell command in a sandbox. */
export interface SandboxCommand {
  /** The one folder that is writable; the command starts in it. */
  readonly directory: string;
  /** Run by a POSIX shell. */
  readonly command: string;
  /** Added to an otherwise empty environment. Never secrets. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Wall clock. @default the sandbox's own limit */
  readonly timeoutMs?: number;
}

/** What a command left behind. */
export interface CommandResult {
  /** 124 when the time limit ended it, 137 when another limit killed it. */
  readonly exitCode: number;
  /** Standard output and standard error as they came, cut in the middle when too long. */
  readonly output: string;
  readonly durationMs: number;
}

/**
 * Runs code that nobody has read: no network, nothing of the host but read-only system folders, empty environment,
 * bounded time, memory, processes and output. Child processes are allowed.
 * @throws OSOrganicError `executor_unavailable` when the machine has no sandbox; never falls back to running without
 */
export interface Sandbox {
  /** How it isolates: `namespaces`, `bubblewrap`, … */
  readonly kind: string;
  run(command: SandboxCommand): Promise<CommandResult>;
  /**
   * Starts a server that listens on `$PORT` inside and makes it reachable on the host's loopback.
   * Resolves when the port answers. The time limit does not apply; `stop` ends it.
   */
  serve(command: SandboxCommand): Promise<SandboxServer>;
}

/** A server running in a sandbox. */
export interface SandboxServer {
  /** `http://127.0.0.1:<port>` on the host. */
  readonly url: string;
  stop(): Promise<void>;
}
