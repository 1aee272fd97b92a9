import type { Account } from "../accounts/create-accounts.ts";
import type { RefChange } from "../git/refs.ts";

/** A ref change and who made it. */
export interface AnnouncedChange extends RefChange {
  readonly sender: Account;
}
