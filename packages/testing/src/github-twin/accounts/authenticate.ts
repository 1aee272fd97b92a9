import { ApiFailure } from "../api/api-failure.ts";
import type { Twin } from "../twin.ts";
import { isAppToken } from "./app-token.ts";
import type { Account } from "./create-accounts.ts";

/** Who sends a request: nobody in particular, an account, or the App itself (which has no account). */
export type Caller =
  | { readonly kind: "anonymous" }
  | { readonly kind: "account"; readonly account: Account; readonly token: string }
  | { readonly kind: "app"; readonly token: string };

/**
 * Finds out who sends a request, from `Authorization: token | bearer <token>`.
 * @throws ApiFailure 401 for credentials that are not known, as GitHub does
 */
export function authenticate(twin: Twin, authorization: string | undefined): Caller {
  if (authorization === undefined) return { kind: "anonymous" };
  const token = authorization.replace(/^(token|bearer) +/i, "").trim();
  if (/^eyJ[^.]*\.[^.]+\.[^.]+$/.test(token)) return authenticateApp(twin, token);
  const account = twin.accounts.byToken(token);
  if (!account) throw new ApiFailure(401, "Bad credentials");
  return { kind: "account", account, token };
}

/** Who a caller is in the journal. */
export function actorOf(twin: Twin, caller: Caller): string | null {
  if (caller.kind === "anonymous") return null;
  return caller.kind === "app" ? twin.app.slug : caller.account.login;
}

/** The emulator could check it, too, but counts all Apps' calls as one caller's, and refuses that one's 5,000th within an hour. */
function authenticateApp({ app }: Twin, token: string): Caller {
  if (!isAppToken(token, app)) throw new ApiFailure(401, "A JSON web token could not be decoded");
  return { kind: "app", token };
}
