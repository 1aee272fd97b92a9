import type { AgentName } from "../agent/agent-role.ts";
import { type Actor, type Delivery, eventKey } from "../delivery/delivery.ts";

/** One line of the routing table. */
export interface Route {
  /** `issues.opened`, or `push` where an event has no action. */
  readonly on: string;
  /** Further conditions, as a pure function. `self` is who we are on GitHub. */
  readonly when?: (delivery: Delivery, self: Actor) => boolean;
  /** Which agent runs. */
  readonly run: AgentName;
  /**
   * `issue`: the delivery's subject is the conversation's. `commit`: the delivery names a pull request or a commit, and
   * the conversation behind it has to be found first.
   * @default "issue"
   */
  readonly about?: "issue" | "commit";
}

/** First match wins, so a table reads top to bottom. Undefined: nobody wants this delivery. */
export function findRoute(routes: readonly Route[], delivery: Delivery, self: Actor): Route | undefined {
  return routes.find(({ on, when }) => on === eventKey(delivery) && (when?.(delivery, self) ?? true));
}
