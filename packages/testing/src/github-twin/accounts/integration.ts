import type { Account } from "./create-accounts.ts";

/** A GitHub App: the tests' own, GitHub Actions or Vercel. */
export interface Integration {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  /** Who acts for it. */
  readonly bot: Account;
}
