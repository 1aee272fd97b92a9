/** The built-in places an agent can take in an instance; routes refer to them. */
export type AgentRole = "productOwner" | "developer" | "ci" | "deployment";

/** A place in an instance: a built-in one, or one that the child has made. */
export type AgentName = AgentRole | (string & {});
