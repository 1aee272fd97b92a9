import { ShopError } from "./shop-error.ts";

/** What a coupon takes off an order. */
export interface Reduction {
  readonly discountCents: number;
  readonly freeShipping: boolean;
}

const coupons = new Map<string, (subtotalCents: number) => Reduction>([
  ["SAVE10", (subtotalCents) => ({ discountCents: Math.floor(subtotalCents * 0.1), freeShipping: false })],
  ["FREESHIP", () => ({ discountCents: 0, freeShipping: true })],
]);

/** Codes are read as people write them: case and blanks around them do not matter. */
export function redeem(code: string, subtotalCents: number): Reduction {
  const coupon = coupons.get(code.trim().toUpperCase());
  if (!coupon) throw new ShopError(`There is no coupon "${code.trim()}".`);
  return coupon(subtotalCents);
}
