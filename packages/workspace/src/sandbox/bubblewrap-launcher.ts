import { foldersOf, type ViewEntry } from "./file-view.ts";
import type { Launch, Launcher } from "./launcher.ts";

/** Lets bubblewrap make the namespaces and the mounts. @param bwrap its path on the host */
export function createBubblewrapLauncher(bwrap: string, asRoot: boolean): Launcher {
  return {
    kind: "bubblewrap",
    commandLine({ view, scratchBytes, script }: Launch) {
      const files = view.filter((entry) => entry.kind === "file");
      return [
        // bubblewrap reads the content of small files from descriptors; the shell provides them.
        "/bin/sh",
        "-ec",
        `${files.map(openDescriptor).join("")}exec "$0" "$@"`,
        bwrap,
        // A root without user namespace: what it becomes later is nobody on the host too.
        ...(asRoot ? [] : words("--unshare-user --uid 1000 --gid 1000")),
        ...words("--unshare-pid --unshare-net --unshare-ipc --unshare-uts --unshare-cgroup-try"),
        // Only as process 1 is the script waited for until everything below it is gone.
        ...words("--hostname sandbox --die-with-parent --new-session --as-pid-1 --proc /proc"),
        ...words(`--size ${scratchBytes} --perms 1777 --tmpfs /tmp`),
        ...foldersOf(view).flatMap((folder) => ["--perms", "0755", "--dir", folder]),
        ...view.flatMap((entry) => optionsOf(entry, files)),
        ...words("--remount-ro / --chdir / -- /bin/sh -ec"),
        script,
        "sandbox",
      ];
    },
  };
}

function words(line: string): readonly string[] {
  return line.split(" ");
}

/** 3 and 4 are taken by the caller, and some shells know no descriptor above 9. */
const FIRST_DESCRIPTOR = 5;

function openDescriptor(entry: ViewEntry & { readonly kind: "file" }, index: number): string {
  return `exec ${FIRST_DESCRIPTOR + index}<<'EOF'\n${entry.content}EOF\n`;
}

function optionsOf(entry: ViewEntry, files: readonly ViewEntry[]): readonly string[] {
  switch (entry.kind) {
    case "link":
      return ["--symlink", entry.target, entry.path];
    case "file":
      return [...words(`--perms 0644 --ro-bind-data ${FIRST_DESCRIPTOR + files.indexOf(entry)}`), entry.path];
    case "hidden":
      return ["--tmpfs", entry.path, "--remount-ro", entry.path];
    case "read":
    case "overlay":
      return ["--ro-bind", entry.from, entry.path];
    case "write":
      return ["--bind", entry.from, entry.path];
    case "device":
      return ["--dev-bind", entry.from, entry.path];
  }
}
