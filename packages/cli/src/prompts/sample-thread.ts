/** An issue that never changes, so that prompts differ only when agents do. Has the shape of agents-po's `IssueThread`. */
export const sampleThread = {
  issue: {
    repository: "acme/shop",
    number: 7,
    id: 7007,
    title: "Customers want to use a coupon",
    body: "At the checkout there should be a field for a coupon code.\n\nSome coupons are percentages, some are amounts.",
    author: { id: 1001, login: "ada", type: "User" },
    state: "open",
    labels: [],
  },
  comments: [
    {
      id: 1,
      author: { id: 1001, login: "ada", type: "User" },
      body: "Only one coupon per order.",
      url: "https://github.com/acme/shop/issues/7#issuecomment-1",
    },
  ],
  self: { id: 2002, login: "osorganicai[bot]", type: "Bot" },
  repository: {
    conventions: "Money is whole cents.",
    summary: "src/cart.ts\nsrc/checkout.ts\ntest/checkout.test.ts",
    code: [
      {
        path: "src/checkout.ts",
        startLine: 1,
        endLine: 3,
        text: "export function total(cart: Cart): number {\n  return cart.lines.reduce((sum, { cents }) => sum + cents, 0);\n}",
        score: 1,
      },
    ],
  },
  round: 1,
  mayAsk: true,
} as const;
