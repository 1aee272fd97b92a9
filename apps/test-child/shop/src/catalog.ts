import { ShopError } from "./shop-error.ts";

export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly priceCents: number;
  readonly weightGrams: number;
}

export const catalog: readonly Product[] = [
  { sku: "mug", name: "Mug", priceCents: 1250, weightGrams: 350 },
  { sku: "tea", name: "Green tea, 100 g", priceCents: 890, weightGrams: 120 },
  { sku: "pot", name: "Tea pot", priceCents: 3995, weightGrams: 900 },
];

export function findProduct(sku: string): Product {
  const product = catalog.find((candidate) => candidate.sku === sku);
  if (!product) throw new ShopError(`There is no product "${sku}".`);
  return product;
}
