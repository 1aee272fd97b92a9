import { findProduct } from "./catalog.ts";
import { ShopError } from "./shop-error.ts";

export interface Line {
  readonly sku: string;
  readonly quantity: number;
}

/** What the goods cost, without shipping, in cents. */
export function subtotalCents(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + findProduct(line.sku).priceCents * checkedQuantity(line), 0);
}

export function weightGrams(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + findProduct(line.sku).weightGrams * checkedQuantity(line), 0);
}

function checkedQuantity({ sku, quantity }: Line): number {
  if (!Number.isInteger(quantity) || quantity < 1)
    throw new ShopError(`The quantity of "${sku}" must be a whole number.`);
  return quantity;
}
