import { systemPath } from "../system-path.ts";

/** What one command may use up. */
export interface SandboxLimits {
  /** Wall clock of one command that does not bring its own `timeoutMs`. @default 300_000 (5 minutes) */
  readonly commandMs: number;
  /** Data one process may allocate; node alone reserves about 600 MB. @default 2_147_483_648 (2 GiB) */
  readonly memoryBytes: number;
  /** Processor time of one process; servers have no such limit. @default 600 */
  readonly cpuSeconds: number;
  /** Processes and threads, all together. @default 1_024 */
  readonly processes: number;
  /** One file. @default 1_073_741_824 (1 GiB) */
  readonly fileBytes: number;
  /** Everything in `/tmp` and the home folder, all together; it is held in memory. @default 536_870_912 (512 MiB) */
  readonly scratchBytes: number;
  /** Output that is kept: half of it from the beginning, half from the end. @default 262_144 (256 KiB) */
  readonly outputBytes: number;
  /** How long a server may take until its port answers. @default 20_000 */
  readonly serverStartMs: number;
}

/** A folder of the host that commands see below their own folder: installed dependencies. */
export interface InstalledFolder {
  /** Absolute, on the host. Never written to. */
  readonly from: string;
  /** Relative to the command's folder, with `/`. Left out for a command where a link or a file is in the way. */
  readonly to: string;
}

/** How sandboxes are made. */
export interface SandboxOptions {
  readonly limits?: Partial<SandboxLimits>;
  /**
   * Host paths that commands may read, at the same place inside: toolchains outside of `/usr`, e.g. `/nix/store`.
   * @default none: `/usr`, the library folders, what programs need of `/etc`, and the node that runs us
   */
  readonly readOnlyPaths?: readonly string[];
  /**
   * Seen below the folder of every command. What a command writes there is gone when it ends; where the machine has no
   * overlay (bubblewrap never uses one) it is refused instead. @default none
   */
  readonly installed?: readonly InstalledFolder[];
  /** A path at which the command's folder is seen as well: programs that were installed there keep working. @default none */
  readonly alias?: string;
  /** Programs by name that are found on `PATH` inside, as paths that are seen there, e.g. below `readOnlyPaths`. @default none */
  readonly programs?: Readonly<Record<string, string>>;
  /** Folders inside that come before the system's on `PATH`. @default none */
  readonly path?: readonly string[];
  /** Added to the environment of every command. Never secrets. @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where bubblewrap and npm are looked for beside the system's folders, written like `PATH`. @default nowhere */
  readonly searchPath?: string;
}

/** {@link SandboxOptions} with every default filled in. */
export interface ResolvedSandboxOptions {
  readonly limits: SandboxLimits;
  readonly readOnlyPaths: readonly string[];
  readonly installed: readonly InstalledFolder[];
  readonly alias: string | undefined;
  readonly programs: Readonly<Record<string, string>>;
  readonly path: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The system's folders first. */
  readonly searchPath: string;
}

const defaultLimits: SandboxLimits = {
  commandMs: 300_000,
  memoryBytes: 2 * 1024 ** 3,
  cpuSeconds: 600,
  processes: 1024,
  fileBytes: 1024 ** 3,
  scratchBytes: 512 * 1024 ** 2,
  outputBytes: 256 * 1024,
  serverStartMs: 20_000,
};

/** Fills in the defaults. */
export function resolveSandboxOptions({
  limits,
  readOnlyPaths = [],
  installed = [],
  alias,
  programs = {},
  path = [],
  environment = {},
  searchPath = "",
}: SandboxOptions): ResolvedSandboxOptions {
  return {
    limits: { ...defaultLimits, ...limits },
    readOnlyPaths,
    installed,
    alias,
    programs,
    path,
    environment,
    searchPath: [systemPath, searchPath].filter(Boolean).join(":"),
  };
}
