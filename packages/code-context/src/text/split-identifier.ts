/** `applyCoupon_code` → apply, Coupon, code; `HTTPServer2` → HTTP, Server2. */
export function splitIdentifier(identifier: string): readonly string[] {
  return identifier
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .split(/[\s_$]+/)
    .filter((part) => part !== "");
}
