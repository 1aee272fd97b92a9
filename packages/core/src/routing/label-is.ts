import type { components } from "@octokit/openapi-webhooks-types";
import type { Untrusted } from "../delivery/untrusted.ts";
import type { Route } from "./find-route.ts";

/**
 * A condition of a route: the label that was set or taken away has exactly this name.
 *
 * @example
 * { on: "issues.labeled", when: labelIs("security"), run: "security-reviewer", first: true }
 */
export function labelIs(name: string): NonNullable<Route["when"]> {
  return ({ payload }) => (payload as Payload).label?.name === name;
}

type Payload = Untrusted<components["schemas"]["webhook-issues-labeled"]>;
