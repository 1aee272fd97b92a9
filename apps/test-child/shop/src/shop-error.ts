/** Something the shopper can put right. The message is shown to them. */
export class ShopError extends Error {}
