import { join } from "node:path";
import type { ModelScript, ScriptedAnswer, ScriptedCall } from "@osorganicai/testing";
import { writeSolution } from "./read-solution.ts";
import type { Scenario } from "./scenario.ts";

const NAME = "feature-typescript";

const questions = [
  {
    question: "Which codes are there, and what does each one do?",
    options: ["one code with a percentage", "codes with a percentage and codes for free shipping"],
    default: "SAVE10 takes 10 % off the goods",
    why: "The codes and their effects are what is built.",
  },
  {
    question: "What happens when a code is unknown?",
    options: ["the checkout is refused with a message", "the code is ignored"],
    default: "the checkout is refused with a message",
    why: "A shopper who mistypes a code would otherwise pay more than expected.",
  },
  {
    question: "Does free shipping from 50 euros count before or after the discount?",
    options: ["before", "after"],
    default: "before",
    why: "An order of 52 euros with 10 % off is below the limit only after the discount.",
  },
];

const requirement = {
  needs_clarification: false,
  refined_description:
    "Shoppers can give one coupon code with their order. SAVE10 takes ten percent off the goods, FREESHIP makes shipping free. The receipt shows the discount.",
  kind: "feature",
  title: "Coupon codes at checkout",
  acceptance_criteria: [
    "SAVE10 takes 10 % off the price of the goods, rounded half up to whole cents, and the receipt shows the discount",
    "FREESHIP makes shipping free and leaves the price of the goods as it is",
    'An unknown code is refused with the message There is no coupon "…" and HTTP status 422',
    "Upper and lower case, and blanks around a code, do not matter",
    "Free shipping from 50 euros counts from the price before the discount",
  ],
  out_of_scope: ["several codes in one order", "codes that expire", "an administration of codes"],
  assumptions: ["Orders without a code are answered exactly as before."],
};

const edit = (path: string, find: string, replace: string): ScriptedCall => ({
  name: "edit_file",
  input: { path, find, replace },
});

/** What a developer would do, turn by turn; the first try rounds down, and its own test finds that out. */
const turns: readonly (readonly ScriptedCall[])[] = [
  [
    { name: "read_file", input: { path: "AGENTS.md" } },
    { name: "read_file", input: { path: "src/checkout.ts" } },
    { name: "read_file", input: { path: "src/server.ts" } },
  ],
  [{ name: "search_code", input: { text: "ShopError", paths: "src/**" } }],
  [writeSolution(NAME, "test/coupons.test.ts"), writeSolution(NAME, "src/coupons.ts")],
  [
    edit(
      "src/checkout.ts",
      "import { shippingCents }",
      'import { redeem } from "./coupons.ts";\nimport { shippingCents }',
    ),
    edit(
      "src/checkout.ts",
      "  readonly country: string;\n}",
      "  readonly country: string;\n  /** As the shopper typed it. */\n  readonly coupon?: string;\n}",
    ),
    edit(
      "src/checkout.ts",
      "  readonly subtotalCents: number;\n  readonly shippingCents",
      "  readonly subtotalCents: number;\n  /** Only when a coupon was given. */\n  readonly discountCents?: number;\n  readonly shippingCents",
    ),
    edit(
      "src/checkout.ts",
      "checkout({ lines, country }: Order)",
      "checkout({ lines, country, coupon }: Order)",
    ),
    edit(
      "src/checkout.ts",
      "  return { subtotalCents: subtotal, shippingCents: shipping, totalCents: subtotal + shipping };",
      [
        "  const receipt = { subtotalCents: subtotal, shippingCents: shipping, totalCents: subtotal + shipping };",
        "  return coupon === undefined ? receipt : reduce(receipt, coupon);",
        "}",
        "",
        "/** Shipping was computed before: free shipping counts from the price without the discount. */",
        "function reduce({ subtotalCents, shippingCents }: Receipt, coupon: string): Receipt {",
        "  const { discountCents, freeShipping } = redeem(coupon, subtotalCents);",
        "  const shipping = freeShipping ? 0 : shippingCents;",
        "  return {",
        "    subtotalCents,",
        "    discountCents,",
        "    shippingCents: shipping,",
        "    totalCents: subtotalCents - discountCents + shipping,",
        "  };",
      ].join("\n"),
    ),
    edit(
      "src/server.ts",
      "  return { ...order, lines",
      '  if (order.coupon !== undefined && typeof order.coupon !== "string") {\n    throw new ShopError("A coupon is a text.");\n  }\n  return { ...order, lines',
    ),
    edit(
      "README.md",
      '"country":"DE"}` |',
      '"country":"DE","coupon":"SAVE10"}`; the coupon may be left out |',
    ),
  ],
  [{ name: "run_checks", input: {} }],
  [edit("src/coupons.ts", "Math.floor(", "Math.round(")],
  [{ name: "run_checks", input: {} }],
  [
    {
      name: "submit_change",
      input: {
        summary:
          "An order may hold a coupon. `src/coupons.ts` knows the codes and what each takes off; the checkout applies it after shipping was computed, so that free shipping counts before the discount. Receipts without a coupon are unchanged.",
        criteria: [
          { id: "AC1", tests: ["AC1: SAVE10 takes ten percent off the goods, rounded half up"] },
          { id: "AC2", tests: ["AC2: FREESHIP makes shipping free and leaves the price of the goods"] },
          {
            id: "AC3",
            tests: [
              "AC3: an unknown coupon is refused with a sentence and 422",
              "AC3: a coupon that is no text is refused as well",
            ],
          },
          { id: "AC4", tests: ["AC4: case and blanks around a coupon do not matter"] },
          { id: "AC5", tests: ["AC5: free shipping counts from the price before the discount"] },
        ],
      },
    },
  ],
];

/** What the model says, by purpose. */
export const script: ModelScript = {
  "product_owner.analyze_issue": ({ task }): ScriptedAnswer => {
    const answered = /<comment by="(?!you")/.test(task);
    return answered
      ? { answer: requirement }
      : { answer: { ...requirement, needs_clarification: true, questions, acceptance_criteria: [] } };
  },
  "developer.implement_contract": ({ turn }): ScriptedAnswer => ({ calls: turns[turn] ?? [] }),
};

export const featureTypescript: Scenario = {
  name: NAME,
  about: "an unclear wish for a TypeScript shop: questions, an answer, a feature",
  repository: {
    owner: "acme",
    name: "shop",
    directory: join(import.meta.dirname, "..", "..", "..", "test-child", "shop"),
  },
  issue: {
    title: "let shoppers use a coupon code at checkout",
    body: "We want to send out coupons in the next newsletter.",
  },
  answer:
    "SAVE10 for ten percent off the goods and FREESHIP for free shipping is enough for now. Unknown codes should be refused with a message. Free shipping counts before the discount. Upper or lower case must not matter.",
  scriptModule: import.meta.filename,
};
