import { ShopError } from "./shop-error.ts";

interface Zone {
  readonly countries: readonly string[];
  readonly baseCents: number;
  readonly perKilogramCents: number;
}

const zones: readonly Zone[] = [
  { countries: ["DE"], baseCents: 490, perKilogramCents: 0 },
  { countries: ["AT", "CH", "FR", "NL"], baseCents: 890, perKilogramCents: 250 },
];

/** Goods for this much or more travel free inside the first zone. */
const freeFromCents = 5000;

/** What the parcel costs, in cents. Every kilogram that was begun counts. */
export function shippingCents(
  goods: { readonly subtotalCents: number; readonly weightGrams: number },
  country: string,
): number {
  const zone = zones.find(({ countries }) => countries.includes(country));
  if (!zone) throw new ShopError(`We do not ship to "${country}".`);
  if (zone === zones[0] && goods.subtotalCents >= freeFromCents) return 0;
  return zone.baseCents + zone.perKilogramCents * Math.ceil(goods.weightGrams / 1000);
}
