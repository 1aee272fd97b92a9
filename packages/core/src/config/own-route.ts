import type { Route } from "../routing/find-route.ts";

/**
 * A line that a child adds to the routing table. As with our own: what happens in conversations starts an agent only when
 * a person did it, and never what we write ourselves; pull requests, checks and deployments start it whoever did it.
 */
export interface OwnRoute<Agent extends string = string> extends Omit<Route, "run"> {
  /** Which agent of the configuration runs. */
  readonly run: Agent;
  /**
   * Asked before the built-in routes, and instead of them: a delivery goes to one agent. Otherwise the route is for what
   * no built-in one takes. @default false
   */
  readonly first?: boolean;
}
