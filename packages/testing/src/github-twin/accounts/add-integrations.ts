import type { Accounts } from "./create-accounts.ts";
import type { Integration } from "./integration.ts";

/** GitHub Actions, under the ids that it has on GitHub. */
export function addActions(accounts: Accounts): Integration {
  const bot = accounts.add({ id: 41898282, login: "github-actions[bot]", type: "Bot", permission: "write" });
  return { id: 15368, slug: "github-actions", name: "GitHub Actions", bot };
}

/** Vercel, under the ids that it has on GitHub. */
export function addVercel(accounts: Accounts): Integration {
  const bot = accounts.add({ id: 35613825, login: "vercel[bot]", type: "Bot", permission: "write" });
  return { id: 8329, slug: "vercel", name: "Vercel", bot };
}
