import { systemClock } from "@osorganicai/core";
import type { Account } from "../accounts/create-accounts.ts";
import type { Identity } from "./write-commit.ts";

/** GitHub itself, as the committer of merges. */
export function gitHubIdentity(): Identity {
  return { name: "GitHub", email: "noreply@github.com", date: systemClock.now().toISOString() };
}

/** An account as the author of a commit, with its private address. */
export function accountIdentity({ id, login }: Account): Identity {
  return {
    name: login,
    email: `${id}+${login}@users.noreply.github.com`,
    date: systemClock.now().toISOString(),
  };
}
