import { isIPv4, isIPv6 } from "node:net";
import type { WebhookRequest } from "./webhook-request.ts";

/**
 * Who sends, from `X-Forwarded-For`, behind a known number of proxies that each add the address they saw at its end. What
 * stands before theirs was written by the sender, who could be anybody.
 * @param trustedProxies how many of ours a request comes through; 1 on most platforms
 */
export function forwardedSource(
  trustedProxies: number,
): (request: Pick<WebhookRequest, "headers">) => string | undefined {
  return ({ headers }) => {
    const addresses = (headers.get("x-forwarded-for") ?? "").split(",").map((address) => address.trim());
    return sourceOfAddress(addresses.at(-trustedProxies) ?? "");
  };
}

/**
 * The part of an address that its holder cannot choose: of IPv6 the first 64 bits, of which everybody has all that follow.
 * Undefined: it is no address.
 */
export function sourceOfAddress(address: string): string | undefined {
  const mapped = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (isIPv4(mapped)) return mapped;
  if (!isIPv6(address)) return undefined;
  // As a URL writes it there is one spelling of an address, and no zone.
  const canonical = URL.parse(`http://[${address.split("%")[0]}]`)?.hostname.slice(1, -1) ?? "";
  const [head = [], tail = []] = canonical.split("::").map((part) => (part === "" ? [] : part.split(":")));
  const zeros = Array<string>(8 - head.length - tail.length).fill("0");
  return `${[...head, ...zeros, ...tail].slice(0, 4).join(":")}::/64`;
}
