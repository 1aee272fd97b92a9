import { nodeInside, workspaceFolder } from "./file-view.ts";
import { quoteShell } from "./quote-shell.ts";
import { relayScript } from "./relay-script.ts";
import type { SandboxLimits } from "./sandbox-options.ts";

/** Who a sandboxed command is on the host when we are root there: nobody, and never root. */
export const NOBODY = 65534;

/**
 * Only what is not nobody's yet: whoever looks for changed files would otherwise find all of them changed. What is
 * installed is the host's.
 */
function handOver(installed: readonly string[]): string {
  const spared = installed.map((path) => `-path ${quoteShell(literal(`./${path}`))} -prune -o`).join(" ");
  return `find . ${spared} ! -user ${NOBODY} -exec chown -h ${NOBODY}:${NOBODY} {} +`;
}

/** A path as a pattern that fits only itself. */
function literal(path: string): string {
  return path.replace(/[\\*?[]/g, "\\$&");
}

/** How a command is entered. */
export interface Entering {
  readonly command: string;
  readonly limits: SandboxLimits;
  /** Whether we are root on the host. */
  readonly asRoot: boolean;
  /** See `confine-command.ts`. */
  readonly confine: string;
  /** Folders of the host below the command's. */
  readonly installed: readonly string[];
  /** Whether the command is a server, reached through the relay at this port. */
  readonly port?: number;
}

/**
 * The last part of the way in, the same for every kind: from the one who set the namespaces up to somebody without
 * any right. Writes `ready` to fd 3 when everything before the command has worked. `"$@"` is the environment.
 *
 * The second user namespace gives the command an ordinary uid of its own (programs refuse or change what they do
 * as root), keeps the first namespace's processes out of its reach, and allows no third one.
 */
export function enterScript({ command, limits, asRoot, confine, installed, port }: Entering): string {
  const inner = `
echo 0 > /proc/sys/user/max_user_namespaces
echo 1000 > /proc/self/oom_score_adj
mkdir /tmp/home /tmp/shm
echo ready >&3
exec 3>&- 2>&1
exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all --ambient-caps=-all \\
  prlimit ${limitOptions(limits, port !== undefined)} ${confine} sh -c ${quoteShell(innermost(command, port))} sandbox "$@"`;
  return `
cd ${workspaceFolder}
${asRoot ? handOver(installed) : ""}
code=0
${asRoot ? `setpriv --reuid ${NOBODY} --regid ${NOBODY} --clear-groups` : ""} \\
  unshare --user --map-user=1000 --map-group=1000 --keep-caps sh -ec ${quoteShell(inner)} sandbox "$@" || code=$?
exit $code`;
}

function innermost(command: string, port: number | undefined): string {
  const relay = port === undefined ? "" : `${nodeInside} -e ${quoteShell(relayScript)} ${port} &\n`;
  return `${relay}exec env -i "$@" sh -c ${quoteShell(command)}`;
}

function limitOptions(limits: SandboxLimits, server: boolean): string {
  return [
    "--core=0",
    `--data=${limits.memoryBytes}`,
    `--nproc=${limits.processes}`,
    `--fsize=${limits.fileBytes}`,
    ...(server ? [] : [`--cpu=${limits.cpuSeconds}`]),
  ].join(" ");
}
