import type { AgentClass, AgentLoader, AgentName, AgentRole } from "@osorganicai/core";
import { OSOrganicError } from "@osorganicai/core";
import type { ResolvedConfig } from "@osorganicai/core/config";

/** Our own agents, for the places that a child leaves free. Loaded only when they run. */
const unspecialised: Readonly<Record<AgentRole, AgentLoader>> = {
  productOwner: async () => ({ default: (await import("@osorganicai/agents-po")).ProductOwnerAgent }),
  developer: async () => ({ default: (await import("@osorganicai/agents-dev")).DeveloperAgent }),
  ci: async () => ({ default: (await import("@osorganicai/agents-dev")).CiAgent }),
  deployment: async () => ({ default: (await import("@osorganicai/agents-dev")).DeploymentAgent }),
};

/** The child's agent of this name, or ours in that place. @throws OSOrganicError `config_invalid` when there is none */
export async function loadAgent(
  { agents }: Pick<ResolvedConfig, "agents">,
  name: AgentName,
): Promise<AgentClass> {
  const load = agents[name] ?? Object.entries(unspecialised).find(([role]) => role === name)?.[1];
  if (load === undefined)
    throw new OSOrganicError(
      "config_invalid",
      `A route starts ${name}, and agents of osorganicai.config.ts has no such agent.`,
    );
  const { default: Agent } = await load();
  if (typeof Agent !== "function")
    throw new OSOrganicError(
      "config_invalid",
      `The module that agents.${name} loads has no class as default export.`,
    );
  return Agent;
}
