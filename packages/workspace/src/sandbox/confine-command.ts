import { OSOrganicError } from "@osorganicai/core";
import { systemPath } from "../system-path.ts";
import { findTool } from "./find-tool.ts";

/**
 * Shell words before a command that close every file we happen to have open, and then put it under the system call
 * filter that fd 4 holds. They are written for an interpreter: util-linux has no tool for either, and shells know no
 * descriptor above 9. PR_SET_SECCOMP is 22, SECCOMP_MODE_FILTER 2.
 *
 * @throws OSOrganicError `executor_unavailable` when the system has neither perl nor python3
 */
export async function confineCommand(arch: string): Promise<string> {
  for (const interpreter of ["perl", "python3"] as const)
    if (await findTool(interpreter, systemPath)) return confineWith(interpreter, arch);
  throw new OSOrganicError("executor_unavailable", "The machine has neither perl nor python3. Install perl.");
}

/** The words for one of the two interpreters. */
export function confineWith(interpreter: "perl" | "python3", arch: string): string {
  return interpreter === "perl" ? `perl -e '${perl(arch)}'` : `python3 -Ic '${python}'`;
}

function perl(arch: string): string {
  const prctl = arch === "arm64" ? 167 : 157;
  return `
open(my $in, "<&=", 4); sysread($in, my $program, 65536);
opendir(my $folder, "/proc/self/fd"); my @open = grep { /^[0-9]+$/ && $_ > 2 } readdir($folder);
for my $number (@open) { open(my $file, "<&=", $number) and close($file); }
syscall(${prctl}, 22, 2, pack("S x6 P", length($program) / 8, $program), 0, 0) == 0 or die "seccomp: $!";
exec { $ARGV[0] } @ARGV;`;
}

const python = `
import ctypes, os, sys
program = os.read(4, 65536)
for number in map(int, os.listdir("/proc/self/fd")):
    try: number > 2 and os.close(number)
    except OSError: pass
class Program(ctypes.Structure): _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_char_p)]
if ctypes.CDLL(None).prctl(22, 2, ctypes.byref(Program(len(program) // 8, program)), 0, 0): sys.exit("seccomp")
os.execvp(sys.argv[1], sys.argv[1:])`;
