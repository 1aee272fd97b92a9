import { OSOrganicError } from "../errors.ts";
import type { GitHub } from "../ports/github.ts";

/** What an agent may do to the outside, as data that code checks. */
export type Capability = "comment" | "label" | "commit" | "open_pull_request" | "mark_ready" | "merge";

/** Which method of the port needs which capability. Methods that only read need none. */
const needed = {
  comment: "comment",
  label: "label",
  commit: "commit",
  openPullRequest: "open_pull_request",
  markReadyForReview: "mark_ready",
  merge: "merge",
} as const satisfies Partial<Record<keyof GitHub, Capability>>;

/** The same GitHub, whose effects outside of `capabilities` are refused before anything is sent. */
export function limitGitHub(github: GitHub, agent: string, capabilities: readonly Capability[]): GitHub {
  const refused = Object.entries(needed).filter(([, capability]) => !capabilities.includes(capability));
  const refusals = refused.map(([method, capability]) => [
    method,
    () => Promise.reject(denied(agent, capability)),
  ]);
  return { ...github, ...(Object.fromEntries(refusals) as Partial<GitHub>) };
}

function denied(agent: string, capability: Capability): OSOrganicError {
  return new OSOrganicError(
    "capability_denied",
    `The agent ${agent} may not ${capability}. Add it to the agent's capabilities if it should.`,
  );
}
