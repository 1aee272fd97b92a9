import { type Line, subtotalCents, weightGrams } from "./cart.ts";
import { shippingCents } from "./shipping.ts";
import { ShopError } from "./shop-error.ts";

export interface Order {
  readonly lines: readonly Line[];
  /** Two letters, upper case. */
  readonly country: string;
}

/** All amounts in cents. */
export interface Receipt {
  readonly subtotalCents: number;
  readonly shippingCents: number;
  readonly totalCents: number;
}

export function checkout({ lines, country }: Order): Receipt {
  if (lines.length === 0) throw new ShopError("The cart is empty.");
  const subtotal = subtotalCents(lines);
  const shipping = shippingCents({ subtotalCents: subtotal, weightGrams: weightGrams(lines) }, country);
  return { subtotalCents: subtotal, shippingCents: shipping, totalCents: subtotal + shipping };
}
