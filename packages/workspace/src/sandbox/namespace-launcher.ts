import { NOBODY } from "./enter-script.ts";
import { foldersOf, type ViewEntry } from "./file-view.ts";
import type { Launch, Launcher } from "./launcher.ts";
import { quoteShell } from "./quote-shell.ts";

/** Makes the namespaces with `unshare` and the mounts with a shell script: nothing but util-linux. */
export function createNamespaceLauncher(asRoot: boolean): Launcher {
  return {
    kind: "namespaces",
    commandLine({ view, scratchBytes, script }: Launch) {
      return [
        "unshare",
        // A root without user namespace: what it becomes later is nobody on the host too.
        ...(asRoot ? [] : ["--user", "--map-root-user"]),
        ..."--mount --pid --net --ipc --uts --cgroup --fork --kill-child".split(" "),
        "/bin/sh",
        "-ec",
        `${setUp({ view, scratchBytes, asRoot })}\n${script}`,
        "sandbox",
      ];
    },
  };
}

/**
 * Builds the new root on a tmpfs over `/sys`, because no path that anybody wants to see inside lies there, and makes
 * it the root. At last, whatever is still writable and should not be (the root itself, mounts below others) is not.
 */
function setUp({ view, scratchBytes, asRoot }: Omit<Launch, "script"> & { asRoot: boolean }): string {
  const target = (path: string): string => quoteShell(`.${path}`);
  const overlays = view.filter(({ kind }) => kind === "overlay");
  const writable = view.filter(({ kind }) => kind === "write" || kind === "device" || kind === "overlay");
  const spared = ["/proc", "/tmp", ...writable.map(({ path }) => path)].map((path) =>
    quoteShell(mountPoint(path)),
  );
  return `
mount -t tmpfs -o mode=755,size=16m root /sys
cd /sys
mkdir host proc tmp
mount -t proc -o nosuid,nodev,noexec proc proc
mount -t tmpfs -o mode=1777,nosuid,nodev,size=${scratchBytes} tmp tmp
mkdir -p ${foldersOf(view).map(target).join(" ")}
${overlays.length > 0 ? layers(scratchBytes, asRoot) : ""}
${view.map((entry) => place(entry, target(entry.path))).join("\n")}
${overlays.length > 0 ? "umount -l layers && rmdir layers" : ""}
pivot_root . host
umount -l /host
cd /
rmdir /host
while read -r id parent device from point options rest; do
  case $point,$options in
    *,ro | *,ro,*) ;;
    ${spared.map((path) => `${path},*`).join(" | ")}) ;;
    *) mount -o remount,bind,ro,nosuid,nodev "$(printf %b "$point")" ;;
  esac
done << EOF
$(cat /proc/self/mountinfo)
EOF
hostname sandbox 2> /dev/null || :
${loopbackUp}`;
}

function place(entry: ViewEntry, target: string): string {
  switch (entry.kind) {
    case "link":
      return `ln -s ${quoteShell(entry.target)} ${target}`;
    case "file":
      return `cat > ${target} << 'EOF'\n${entry.content}EOF`;
    case "hidden":
      return `mount -t tmpfs -o ro,mode=755 hidden ${target}`;
    case "read":
      return mount(entry.from, target, "-o ro,nosuid,nodev");
    case "overlay":
      return `overlay ${quoteShell(entry.from)} ${target}`;
    case "write":
      return mount(entry.from, target, "-o nosuid,nodev");
    case "device":
      return mount(entry.from, target, "");
  }
}

function mount(from: string, target: string, options: string): string {
  const source = quoteShell(from);
  return `if [ -d ${source} ]; then mkdir -p ${target}; else : > ${target}; fi; mount --rbind ${options} ${source} ${target}`;
}

/** Folders that installers and test runners write to inside `node_modules`. They begin empty and are anybody's. */
const caches = ".cache .vite .vite-temp .vitest";

/**
 * The shell function `overlay`: a folder of the host under a layer in memory that ends with the command. A kernel
 * without that in user namespaces (before 5.11) shows the folder read-only. The host's path may hold characters that
 * mount options give a meaning, so it is bound to a plain one first. When we are root, the folders in the layer become
 * the command's: some programs write beside themselves, as they could outside.
 */
function layers(scratchBytes: number, asRoot: boolean): string {
  return `
mkdir layers
mount -t tmpfs -o mode=755,size=${scratchBytes} layers layers
overlay() {
  layer=layers/$(ls layers | wc -l)
  mkdir -p "$layer/lower" "$layer/upper" "$layer/work" "$2"
  chmod 777 "$layer/upper"
  mount --bind "$1" "$layer/lower"
  if mount -t overlay -o "nosuid,nodev,lowerdir=$layer/lower,upperdir=$layer/upper,workdir=$layer/work" overlay "$2" 2> /dev/null
  then${asRoot ? `\n    find "$2" -xdev -type d -exec chown ${NOBODY}:${NOBODY} {} +` : ""}
    case $2 in */node_modules)
      for cache in ${caches}; do rm -rf "$2/$cache" && mkdir -m 777 "$2/$cache"; done;;
    esac
  else
    mount --rbind -o ro,nosuid,nodev "$1" "$2"
  fi
}`;
}

/** As the kernel lists it: https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html */
function mountPoint(path: string): string {
  return path
    .replaceAll("\\", "\\134")
    .replaceAll(" ", "\\040")
    .replaceAll("\t", "\\011")
    .replaceAll("\n", "\\012");
}

/** A new network namespace has its loopback down. SIOCSIFFLAGS with IFF_UP, by whatever the machine has. */
const loopbackUp = `ip link set lo up 2> /dev/null ||
perl -e 'socket(S, 2, 2, 0); ioctl(S, 0x8914, pack("a16sx22", "lo", 0x49)) or exit 1' 2> /dev/null ||
python3 -c 'import fcntl, socket, struct; fcntl.ioctl(socket.socket(2, 2), 0x8914, struct.pack("16sh22x", b"lo", 0x49))' 2> /dev/null ||
{ echo 'The loopback interface cannot be brought up. Install iproute2, perl or python3.' >&2; exit 1; }`;
