import { BlockList, isIPv6 } from "node:net";
import { type Clock, systemClock } from "@osorganicai/core";

/** Where a list of addresses comes from. */
export interface AddressListOptions {
  /** Ranges as GitHub gives them, e.g. `192.30.252.0/22`: `hooks` of https://api.github.com/meta. */
  readonly load: () => Promise<readonly string[]>;
  /** How long a list is good before it is loaded again. @default 3_600_000 */
  readonly refreshMs?: number;
  /** How long the last good list is used when no other one can be loaded. @default 86_400_000 */
  readonly maxAgeMs?: number;
  /** @default the machine's */
  readonly clock?: Clock;
}

interface Loaded {
  readonly ranges: BlockList;
  readonly atMs: number;
}

/**
 * Whether an address is on a list that somebody else keeps, for `allowSource`. While there is no good list everybody is:
 * the signature decides anyway. Nobody waits for a list but the first.
 */
export function createAddressList({
  load,
  refreshMs = 3_600_000,
  maxAgeMs = 86_400_000,
  clock = systemClock,
}: AddressListOptions): (address: string) => Promise<boolean> {
  let list: Loaded | undefined;
  let triedAtMs = Number.NEGATIVE_INFINITY;
  let loading: Promise<void> | undefined;

  async function refresh(nowMs: number): Promise<void> {
    triedAtMs = nowMs;
    try {
      list = { ranges: toRanges(await load()), atMs: nowMs };
    } catch {
      // The last good one stays.
    } finally {
      loading = undefined;
    }
  }

  return async function isListed(address) {
    const nowMs = clock.now().getTime();
    if (nowMs - triedAtMs >= refreshMs) loading ??= refresh(nowMs);
    if (!list) await loading;
    if (!list || nowMs - list.atMs > maxAgeMs) return true;
    const [plain = ""] = address.split("/");
    return list.ranges.check(plain, isIPv6(plain) ? "ipv6" : "ipv4");
  };
}

function toRanges(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = "", bits = ""] = range.split("/");
    list.addSubnet(address, Number(bits), isIPv6(address) ? "ipv6" : "ipv4");
  }
  if (ranges.length === 0) throw new TypeError("An empty list would lock everybody out.");
  return list;
}
