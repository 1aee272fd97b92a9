import { type Permission, systemClock } from "@osorganicai/core";
import type { UserJson } from "../json.ts";
import { userJson } from "./user-json.ts";

/** Somebody who acts on the twin: a person, or an App's bot. */
export interface Account {
  readonly id: number;
  readonly login: string;
  readonly type: "User" | "Bot";
  /** In every repository of the twin. */
  readonly permission: Permission;
  /** GitHub's `simple-user`. */
  readonly json: UserJson;
}

/** Everybody who is known, and their tokens. */
export interface Accounts {
  add(facts: Omit<Account, "json">): Account;
  /** Logins differ in more than case. */
  find(login: string): Account | undefined;
  /** Accepts a token for somebody, until a moment (ISO 8601) or for ever. */
  accept(token: string, account: Account, until?: string): void;
  /** Who a token belongs to, or undefined when it is unknown or has expired. */
  byToken(token: string): Account | undefined;
}

/** Nobody yet. `url` is the twin's address. */
export function createAccounts(url: string): Accounts {
  const accounts = new Map<string, Account>();
  const tokens = new Map<string, { readonly account: Account; readonly until: number }>();
  return {
    add(facts) {
      const account = { ...facts, json: userJson(url, facts) };
      accounts.set(facts.login.toLowerCase(), account);
      return account;
    },
    find: (login) => accounts.get(login.toLowerCase()),
    accept(token, account, until) {
      tokens.set(token, {
        account,
        until: until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until),
      });
    },
    byToken(token) {
      const known = tokens.get(token);
      return known && known.until > systemClock.now().getTime() ? known.account : undefined;
    },
  };
}
