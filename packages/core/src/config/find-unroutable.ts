import type { AgentRole } from "../agent/agent-role.ts";

/** A name in a configuration that leads nowhere. */
export interface Unroutable {
  readonly path: readonly (string | number)[];
  /** What was expected there. */
  readonly message: string;
}

const places: readonly string[] = [
  "productOwner",
  "developer",
  "ci",
  "deployment",
] satisfies readonly AgentRole[];

/** Agents that nothing starts, which is what a misspelt place looks like, and routes that start nobody. */
export function findUnroutable(
  agents: readonly string[],
  routes: readonly { readonly run: string }[],
): readonly Unroutable[] {
  const own = agents.filter((name) => !places.includes(name));
  const started = new Set(routes.map(({ run }) => run));
  const nameless = own.filter((name) => !/^[a-z][a-z0-9-]{0,62}$/.test(name));
  const idle = own.filter((name) => !nameless.includes(name) && !started.has(name));
  const known = [...places, ...own];
  return [
    ...nameless.map((name) => ({
      path: ["agents", name],
      message: `expected one of ${places.join(", ")}, or a name of your own in lower-case letters, digits and hyphens`,
    })),
    ...idle.map((name) => ({
      path: ["agents", name],
      message: `expected a route with run: "${name}", or, where one of ours is meant, ${places.join(", ")}`,
    })),
    ...routes.flatMap(({ run }, index) =>
      known.includes(run)
        ? []
        : [{ path: ["routes", index, "run"], message: `expected the name of an agent: ${known.join(", ")}` }],
    ),
  ];
}
