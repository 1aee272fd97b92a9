import assert from "node:assert/strict";
import type { CodeContext, CodeExcerpt, Workspace } from "@osorganicai/core";
import type { ContractCase } from "./contract-case.ts";

/** What a case of the code context contract works on. */
export interface CodeContextSubject {
  readonly codeContext: CodeContext;
  /** A workspace with exactly these files; whoever makes it closes it. */
  openWorkspace(files: Readonly<Record<string, string>>): Promise<Workspace>;
}

const filler = Array.from({ length: 300 }, (_, line) => `// nothing in line ${line}\n`).join("");

const shop = {
  "README.md": "# Shop\nA small shop.\n",
  "src/cart/add-to-cart.js": `${filler}export function addToCart(cart, item) {\n  return [...cart, item];\n}\n`,
  "src/checkout/apply-coupon.js":
    "export function applyCoupon(total, coupon) {\n  return total - coupon.amount;\n}\n",
  "src/checkout/total.js":
    "export const total = (cart) => cart.reduce((sum, item) => sum + item.price, 0);\n",
  "src/shipping/cost.js": `${filler}// Parcels to islands\nexport function shippingCost(weight) {\n  return 5 + weight;\n}\n`,
};

/** What every {@link CodeContext} must do. */
export const codeContextContract: readonly ContractCase<CodeContextSubject>[] = [
  {
    name: "finds the code that a text is about first, in whichever file it is",
    async check({ codeContext, openWorkspace }) {
      const workspace = await openWorkspace(shop);
      const expected = {
        "Coupons are applied twice": "src/checkout/apply-coupon.js",
        "TypeError in addToCart: cart is not iterable": "src/cart/add-to-cart.js",
        "Shipping is too cheap for parcels that go to an island": "src/shipping/cost.js",
      };
      for (const [text, path] of Object.entries(expected)) {
        const [first] = (await codeContext.find(workspace, { text, budgetTokens: 1000 })).excerpts;
        assert.equal(first?.path, path, text);
      }
    },
  },
  {
    name: "shows the lines that matter of a long file, as they stand",
    async check({ codeContext, openWorkspace }) {
      const workspace = await openWorkspace(shop);
      const { excerpts } = await codeContext.find(workspace, { text: "shippingCost", budgetTokens: 1000 });
      assert.match(excerpts[0]?.text ?? "", /export function shippingCost/);
      for (const excerpt of excerpts) await assertAsItStands(workspace, excerpt);
    },
  },
  {
    name: "stays within its budget, best first",
    async check({ codeContext, openWorkspace }) {
      const long = `coupon ${"x".repeat(90_000)}\n`;
      const workspace = await openWorkspace({
        ...shop,
        "a/long.js": long,
        "b/many.js": "use(coupon);\n".repeat(5000),
      });
      for (const budgetTokens of [0, 20, 100, 5000]) {
        const { excerpts, outline } = await codeContext.find(workspace, {
          text: "the coupon in the cart",
          budgetTokens,
        });
        const characters = excerpts.reduce((sum, { text }) => sum + text.length, outline.length);
        assert.ok(characters <= budgetTokens * 4, `${characters} characters for ${budgetTokens} tokens`);
        const scores = excerpts.map(({ score }) => score);
        assert.deepEqual(
          scores,
          scores.toSorted((a, b) => b - a),
        );
      }
    },
  },
  {
    name: "sees what was changed in a workspace, and shows no line twice",
    async check({ codeContext, openWorkspace }) {
      const workspace = await openWorkspace(shop);
      await workspace.write("src/refunds/refund.js", "export const refundOrder = (order) => order.paid;\n");
      await workspace.remove("src/checkout/apply-coupon.js");
      const text = "refundOrder after a coupon: applyCoupon, total, shippingCost, addToCart";
      const { excerpts } = await codeContext.find(workspace, { text, budgetTokens: 4000 });
      const paths = excerpts.map(({ path }) => path);
      assert.ok(paths.includes("src/refunds/refund.js"), paths.join());
      assert.ok(!paths.includes("src/checkout/apply-coupon.js"), paths.join());
      for (const excerpt of excerpts) await assertAsItStands(workspace, excerpt);
      const lines = excerpts.flatMap(({ path, startLine, endLine }) =>
        Array.from({ length: endLine - startLine + 1 }, (_, at) => `${path}:${startLine + at}`),
      );
      assert.equal(new Set(lines).size, lines.length);
    },
  },
  {
    name: "summarises a commit without a workspace, within its budget and without what was changed since",
    async check({ codeContext, openWorkspace }) {
      const workspace = await openWorkspace(shop);
      await workspace.write("src/coupon.js", "export const coupon = 1;\n");
      const at = { repository: workspace.repository, commit: workspace.baseCommit };
      for (const budgetTokens of [0, 50, 2000]) {
        const { map, excerpts } = await codeContext.summarize(at, { text: "Coupons fail", budgetTokens });
        const characters = excerpts.reduce((sum, { text }) => sum + text.length, map.length);
        assert.ok(characters <= budgetTokens * 4, `${characters} characters for ${budgetTokens} tokens`);
        if (budgetTokens === 2000) assert.equal(excerpts[0]?.path, "src/checkout/apply-coupon.js");
        for (const excerpt of excerpts) await assertAsItStands(workspace, excerpt);
      }
    },
  },
  {
    name: "finds nothing where there is nothing to look through, and does not fail",
    async check({ codeContext }) {
      const at = { repository: "nobody/nothing", commit: "1".repeat(40) };
      const summary = await codeContext.summarize(at, { text: "coupon", budgetTokens: 500 });
      assert.deepEqual(summary, { map: "", excerpts: [] });
    },
  },
  {
    name: "answers the same twice, and nothing when there is nothing to find",
    async check({ codeContext, openWorkspace }) {
      const workspace = await openWorkspace(shop);
      const query = { text: "total of the cart (with $pecial characters [*)", budgetTokens: 500 };
      assert.deepEqual(await codeContext.find(workspace, query), await codeContext.find(workspace, query));
      for (const text of ["", "it is not the one", "zygomorphic"])
        assert.deepEqual((await codeContext.find(workspace, { text, budgetTokens: 500 })).excerpts, []);
    },
  },
];

async function assertAsItStands(workspace: Workspace, excerpt: CodeExcerpt): Promise<void> {
  const lines = (await workspace.read(excerpt.path)).split("\n");
  assert.equal(excerpt.text, lines.slice(excerpt.startLine - 1, excerpt.endLine).join("\n"), excerpt.path);
}
