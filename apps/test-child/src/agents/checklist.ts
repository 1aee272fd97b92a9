/** What an issue has to answer before it can be built. The Product Owner asks what the repository does not answer already. */
export const questions: readonly string[] = [
  "What happens when the last piece is bought twice at the same moment: is stock reserved in the cart, at checkout, or at payment?",
  "Are prices net or gross, in which currency, and where exactly is a total rounded?",
  "Does it combine with discounts, coupons, gift cards and free shipping, and in which order are they applied?",
  "Which countries, zones and weights does it apply to, and what does a shopper see where it does not?",
  "What becomes of orders that were placed before, and of carts that are open while it is deployed?",
  "What is refunded when an order is cancelled, or only some of its items come back?",
  "What does a guest see, and what somebody who is signed in?",
];

/** What every change has to keep. The Developer reads this before it writes code. */
export const rules: readonly string[] = [
  "Money is whole minor units (cents) with a currency, never a floating-point number; a total is rounded once, at the end.",
  "What an order costs changes only with a test that shows the receipt, line by line.",
  "An order keeps its own copy of names, prices and taxes: the catalogue may change the next minute.",
  "Stock goes down in the same transaction that accepts the order, and never below zero.",
  "Calls to payment and shipping carry an idempotency key; a notification that comes twice, or late, changes nothing the second time.",
  "Card numbers, also shortened ones, never reach our server, our logs or our tests.",
  "Addresses and e-mail addresses are personal data: out of logs and out of the addresses of pages.",
];
