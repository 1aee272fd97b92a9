import { existsSync } from "node:fs";
import { lstat, readdir, readlink, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { systemPath } from "../system-path.ts";
import { findTool } from "./find-tool.ts";
import type { ResolvedSandboxOptions } from "./sandbox-options.ts";

/** One thing a command sees, at `path`. What is not listed does not exist for it. */
export type ViewEntry =
  | { readonly kind: "link"; readonly path: string; readonly target: string }
  | { readonly kind: "file"; readonly path: string; readonly content: string }
  | { readonly kind: "hidden"; readonly path: string }
  | { readonly kind: "read" | "write" | "device"; readonly path: string; readonly from: string }
  /** Writable where that is possible, but what is written is gone afterwards. */
  | { readonly kind: "overlay"; readonly path: string; readonly from: string };

/** Where the checkout lies inside. Always the same, so that outputs do not depend on the host. */
export const workspaceFolder = "/workspace";
/** Where the socket of a server's tunnel lies inside. */
export const relayFolder = "/sandbox/relay";
/** The node that runs us, inside. */
export const nodeInside = "/sandbox/node/bin/node";
/** `PATH` inside. */
export const pathInside: string = `${dirname(nodeInside)}:${systemPath}`;

/** Where container images like to keep an application, with its secrets, in the middle of the system. */
const hiddenFolder = "/usr/src";
const systemFolders = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"];

/** All that programs need of `/etc`, and nothing that could hold a secret: a list of what is allowed. */
const etcAllowed =
  /^(alternatives|ld\.so\.cache|localtime|mime\.types|protocols|services|os-release|fonts|java-.*)$/;
const etcAllowedBelow = ["ssl/certs", "ssl/openssl.cnf", "pki/tls/certs", "pki/ca-trust/extracted"];

const devices = ["null", "zero", "full", "random", "urandom"];

/** The read-only part of what every command sees: the system, our node and its npm, and the caller's paths. */
export async function planFileView({
  readOnlyPaths,
  alias,
  programs,
  searchPath,
}: ResolvedSandboxOptions): Promise<readonly ViewEntry[]> {
  const etc = (await readdir("/etc")).filter((name) => etcAllowed.test(name)).concat(etcAllowedBelow);
  const paths = [...systemFolders, ...etc.map((name) => join("/etc", name))];
  const found = await Promise.all(paths.map(lookAt));
  const extra = readOnlyPaths.filter((path) => !isInSystem(path));
  return [
    ...found.flat(),
    ...(existsSync(hiddenFolder) ? [{ kind: "hidden" as const, path: hiddenFolder }] : []),
    ...extra.map((path) => ({ kind: "read" as const, path, from: path })),
    { kind: "read", path: nodeInside, from: process.execPath },
    ...(await findNpm(searchPath)),
    ...Object.entries(programs).map(([name, target]) => ({
      kind: "link" as const,
      path: join(dirname(nodeInside), name),
      target,
    })),
    ...devices.map((name) => ({ kind: "device" as const, path: `/dev/${name}`, from: `/dev/${name}` })),
    ...fixedEntries,
    ...(alias !== undefined && isFree(alias, extra)
      ? [{ kind: "link" as const, path: alias, target: workspaceFolder }]
      : []),
  ];
}

/** A link stays a link, so that `/bin` is what it is on the host; what is missing there is missing here. */
async function lookAt(path: string): Promise<readonly ViewEntry[]> {
  const stats = await lstat(path).catch(() => undefined);
  if (stats === undefined) return [];
  if (stats.isSymbolicLink()) return [{ kind: "link", path, target: await readlink(path) }];
  return [{ kind: "read", path, from: path }];
}

/** The npm beside our node, else the first one on the search path; none when there is none. */
async function findNpm(searchPath: string): Promise<readonly ViewEntry[]> {
  const command = await findTool("npm", `${dirname(process.execPath)}:${searchPath}`);
  const script = command === undefined ? "" : await realpath(command);
  if (!script.endsWith("/bin/npm-cli.js")) return [];
  const folder = dirname(dirname(script));
  const inside = isInSystem(folder) ? folder : "/sandbox/node/lib/node_modules/npm";
  const links = ["npm", "npx"].map((name) => ({
    kind: "link" as const,
    path: join(dirname(nodeInside), name),
    target: `${inside}/bin/${name}-cli.js`,
  }));
  return inside === folder ? links : [{ kind: "read", path: inside, from: folder }, ...links];
}

function isInSystem(path: string): boolean {
  const isIn = (folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
  return systemFolders.some(isIn) && !isIn(hiddenFolder);
}

/** Whether nothing else is seen at a path, above or below it. */
function isFree(path: string, taken: readonly string[]): boolean {
  const others = [
    ...systemFolders,
    "/etc",
    "/dev",
    "/proc",
    "/sys",
    "/var/tmp",
    "/sandbox",
    workspaceFolder,
    ...taken,
  ];
  return (
    path.startsWith("/") && path !== "/" && path !== "/tmp" && !others.some((other) => overlap(path, other))
  );
}

function overlap(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}

/** Accounts and names of the sandbox itself: the host's are nobody's business. */
const fixedEntries: readonly ViewEntry[] = [
  { kind: "file", path: "/etc/passwd", content: "app:x:1000:1000::/tmp/home:/bin/sh\n" },
  { kind: "file", path: "/etc/group", content: "app:x:1000:\n" },
  { kind: "file", path: "/etc/hosts", content: "127.0.0.1 localhost sandbox\n::1 localhost\n" },
  { kind: "file", path: "/etc/nsswitch.conf", content: "passwd: files\ngroup: files\nhosts: files\n" },
  { kind: "link", path: "/dev/fd", target: "/proc/self/fd" },
  { kind: "link", path: "/dev/stdin", target: "/proc/self/fd/0" },
  { kind: "link", path: "/dev/stdout", target: "/proc/self/fd/1" },
  { kind: "link", path: "/dev/stderr", target: "/proc/self/fd/2" },
  { kind: "link", path: "/dev/shm", target: "/tmp/shm" },
  { kind: "link", path: "/var/tmp", target: "/tmp" },
];

/** Every folder that has to exist before the entries can, parents first. */
export function foldersOf(view: readonly ViewEntry[]): readonly string[] {
  const folders = new Set<string>();
  for (const { path } of view)
    for (let folder = dirname(path); folder !== "/"; folder = dirname(folder)) folders.add(folder);
  return [...folders].sort();
}
