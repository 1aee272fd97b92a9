/** A small shop in several languages, written for the tests. */
export const shop: Readonly<Record<string, string>> = {
  "README.md": "# Shop\n\nSells things.\n",
  "src/cart/add-to-cart.ts": `import { findItem } from "../catalogue/find-item";

/** Puts an item into the cart, or raises its number when it is there already. */
export function addToCart(cart: Cart, id: string): Cart {
  const item = findItem(id);
  const line = cart.lines.find((known) => known.item.id === item.id);
  return line ? raise(cart, line) : { lines: [...cart.lines, { item, number: 1 }] };
}

function raise(cart: Cart, line: Line): Cart {
  return { lines: cart.lines.map((known) => (known === line ? { ...line, number: line.number + 1 } : known)) };
}
`,
  "src/catalogue/find-item.ts": `export class UnknownItem extends Error {}

export function findItem(id: string): Item {
  const item = items.get(id);
  if (!item) throw new UnknownItem("There is no such item in the catalogue");
  return item;
}
`,
  "src/checkout/apply-coupon.ts": `export interface Coupon {
  readonly code: string;
  readonly percent: number;
}

export const applyCoupon = (total: number, coupon: Coupon) => total - (total * coupon.percent) / 100;
`,
  "src/checkout/total.ts": `import { applyCoupon } from "./apply-coupon";

export function totalOf(cart: Cart, coupon?: Coupon) {
  const sum = cart.lines.reduce((all, { item, number }) => all + item.price * number, 0);
  return coupon ? applyCoupon(sum, coupon) : sum;
}
`,
  "src/checkout/index.ts": 'export * from "./apply-coupon";\nexport * from "./total";\n',
  "shipping/cost.py": `class Parcel:
    def __init__(self, weight):
        self.weight = weight


def shipping_cost(parcel, island=False):
    """Parcels to islands go by ship."""
    return 5 + parcel.weight * (2 if island else 1)
`,
  "tests/apply-coupon.test.ts": `import { applyCoupon } from "../src/checkout/apply-coupon";

test("a coupon of ten percent takes a tenth off", () => expect(applyCoupon(200, ten)).toBe(180));
`,
};
