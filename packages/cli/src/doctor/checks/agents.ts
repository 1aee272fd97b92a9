import type { DeadOverride, InspectedAgent } from "../agents/inspection.ts";
import type { Check, Finding } from "../check.ts";

/** The child's agents can be loaded, and all that they override is really used by ours. */
export const agentsCheck: Check = {
  name: "agents",
  title: "Agents",
  async run({ child }) {
    const { configProblem, agents } = await child.inspection();
    if (configProblem !== undefined)
      return [
        { severity: "not_asked", what: "Without a valid configuration nobody knows which agents there are." },
      ];
    if (agents.length === 0)
      return [{ severity: "ok", what: "No agents of its own: the unspecialised ones work." }];
    return agents.flatMap(findingsOf);
  },
};

function findingsOf(agent: InspectedAgent): readonly Finding[] {
  if (agent.problem !== undefined)
    return [
      {
        severity: "error",
        what: `agents.${agent.role} cannot be loaded: ${agent.problem}`,
        why: "Every issue that needs this agent would fail.",
        fix: `Correct the module that agents.${agent.role} of the configuration imports.`,
      },
    ];
  if (agent.dead.length > 0) return agent.dead.map((override) => describeDead(agent, override));
  const changes =
    agent.overrides.length > 0 ? `overrides ${agent.overrides.join(", ")}` : "overrides nothing";
  return [{ severity: "ok", what: `${agent.title} ${changes}.` }];
}

/** Whoever names no extension point at all has perhaps only a method too many. */
function describeDead({ title }: InspectedAgent, { name, kind, reason, meant }: DeadOverride): Finding {
  if (reason === "never_called")
    return {
      severity: "error",
      what: `${title}: the ${kind} ${name} overrides something that is never used any more.`,
      why: "What it says has no effect, and nothing else tells you.",
      fix: `Look in .osorganicai/UPGRADE.md for what replaces ${name}, and move your code there.`,
    };
  return {
    severity: meant === undefined ? "warning" : "error",
    what: `${title}: the ${kind} ${name} overrides nothing, and nothing uses it.`,
    why: "What it says has no effect, and nothing else tells you.",
    fix:
      meant === undefined
        ? `Remove ${name}, or call it.`
        : `Rename it to ${meant}, which is what agents ask for. With the word override before it, the type check finds such names.`,
  };
}
