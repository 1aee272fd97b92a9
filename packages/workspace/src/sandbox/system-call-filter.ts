import { OSOrganicError } from "@osorganicai/core";

/** Numbers of system calls and the kernel's name for the processor (`linux/audit.h`, `asm/unistd.h`). */
const processors: Readonly<Record<string, Processor>> = {
  x64: { audit: 0xc000003e, socket: 41, keyring: [248, 249, 250] },
  arm64: { audit: 0xc00000b7, socket: 198, keyring: [217, 218, 219] },
};

interface Processor {
  readonly audit: number;
  readonly socket: number;
  /** add_key, request_key, keyctl: keys belong to users and sessions, and no namespace hides them. */
  readonly keyring: readonly number[];
}

/** Opens sockets without the system call for it. The same number on every processor. */
const IO_URING_SETUP = 425;
/** From here on x64 has a second set of numbers for the same calls. */
const X32_CALLS = 0x40000000;
/** AF_UNIX, AF_INET, AF_INET6, AF_NETLINK: all that network namespaces are sure to cover. AF_VSOCK is not among it. */
const families = [1, 2, 10, 16];

const LOAD = 0x20;
const JUMP_IF_EQUAL = 0x15;
const JUMP_IF_NOT_BELOW = 0x35;
const RETURN = 0x06;
/** Offsets in `struct seccomp_data`. */
const [NUMBER, AUDIT, FIRST_ARGUMENT] = [0, 4, 16];
const ALLOW = 0x7fff0000;
/** As if the kernel were too old, so that programs fall back to something else. */
const NOT_IMPLEMENTED = 0x50000 + 38;
const FAMILY_NOT_SUPPORTED = 0x50000 + 97;

/**
 * A seccomp program that leaves sandboxed code only those kinds of sockets that its network namespace covers.
 * https://docs.kernel.org/userspace-api/seccomp_filter.html
 * @throws OSOrganicError `executor_unavailable` for processors whose numbers are not known
 */
export function systemCallFilter(arch: string): Uint8Array {
  const { audit, socket, keyring } = processorOf(arch);
  const when = (jump: number, value: number, result: number): readonly number[][] => [
    [jump, 0, 1, value],
    [RETURN, 0, 0, result],
  ];
  const program = [
    [LOAD, 0, 0, AUDIT],
    [JUMP_IF_EQUAL, 1, 0, audit],
    [RETURN, 0, 0, NOT_IMPLEMENTED],
    [LOAD, 0, 0, NUMBER],
    ...when(JUMP_IF_NOT_BELOW, X32_CALLS, NOT_IMPLEMENTED),
    ...[IO_URING_SETUP, ...keyring].flatMap((call) => when(JUMP_IF_EQUAL, call, NOT_IMPLEMENTED)),
    [JUMP_IF_EQUAL, 1, 0, socket],
    [RETURN, 0, 0, ALLOW],
    [LOAD, 0, 0, FIRST_ARGUMENT],
    ...families.flatMap((family) => when(JUMP_IF_EQUAL, family, ALLOW)),
    [RETURN, 0, 0, FAMILY_NOT_SUPPORTED],
  ];
  return Buffer.concat(program.map(encode));
}

/** `struct sock_filter`: code, two jump distances, a value. Both processors are little-endian. */
function encode([code = 0, ifTrue = 0, ifFalse = 0, value = 0]: readonly number[]): Uint8Array {
  const instruction = Buffer.alloc(8);
  instruction.writeUInt16LE(code, 0);
  instruction.writeUInt8(ifTrue, 2);
  instruction.writeUInt8(ifFalse, 3);
  instruction.writeUInt32LE(value, 4);
  return instruction;
}

function processorOf(arch: string): Processor {
  const processor = processors[arch];
  if (processor !== undefined) return processor;
  throw new OSOrganicError("executor_unavailable", `There is no system call filter for ${arch} processors.`);
}
