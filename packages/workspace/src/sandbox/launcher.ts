import type { ViewEntry } from "./file-view.ts";

/** What a launcher has to bring about. */
export interface Launch {
  /** Everything the command sees beside `/proc` and an empty `/tmp`. */
  readonly view: readonly ViewEntry[];
  /** Size of `/tmp`. */
  readonly scratchBytes: number;
  /** Run by `sh -e` in fresh namespaces, still with the rights to set things up; see `enter-script.ts`. */
  readonly script: string;
}

/** One way to isolate: fresh namespaces for processes, network, mounts, IPC and names, with loopback up. */
export interface Launcher {
  readonly kind: string;
  /** The host's command line. What is appended becomes `"$@"` of the script. Fds 3 and 4 are left to the script. */
  commandLine(launch: Launch): readonly string[];
}
