import type { AgentClass, AgentLoader, AgentRole } from "@osorganicai/core";
import { OSOrganicError } from "@osorganicai/core";
import type { ResolvedConfig } from "@osorganicai/core/config";

/** Our own agents, for the places that a child leaves free. Loaded only when they run. */
const unspecialised: Readonly<Record<AgentRole, AgentLoader>> = {
  productOwner: async () => ({ default: (await import("@osorganicai/agents-po")).ProductOwnerAgent }),
  developer: async () => ({ default: (await import("@osorganicai/agents-dev")).DeveloperAgent }),
  ci: async () => ({ default: (await import("@osorganicai/agents-dev")).CiAgent }),
  deployment: async () => ({ default: (await import("@osorganicai/agents-dev")).DeploymentAgent }),
};

/** The child's agent for a role, or ours. @throws OSOrganicError `config_invalid` when the module has no agent as default export */
export async function loadAgent(
  { agents }: Pick<ResolvedConfig, "agents">,
  role: AgentRole,
): Promise<AgentClass> {
  const { default: Agent } = await (agents[role] ?? unspecialised[role])();
  if (typeof Agent !== "function")
    throw new OSOrganicError(
      "config_invalid",
      `The module that agents.${role} loads has no class as default export.`,
    );
  return Agent;
}
