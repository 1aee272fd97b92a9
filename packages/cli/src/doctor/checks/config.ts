import { messageOf } from "@osorganicai/core";
import { addOwnRoutes } from "@osorganicai/instance";
import type { Inspection } from "../agents/inspection.ts";
import type { Check } from "../check.ts";

/** `osorganicai.config.ts` can be loaded, and every field of it is known and right. */
export const configCheck: Check = {
  name: "config",
  title: "Configuration",
  async run({ child }) {
    const problem = findProblem(await child.inspection());
    if (problem === undefined) return [{ severity: "ok", what: "The configuration is valid." }];
    return [
      {
        severity: "error",
        what: problem,
        why: "No command and no deployment starts with it.",
        fix: "Correct the configuration as it says; every field stands in the README of @osorganicai/instance.",
      },
    ];
  },
};

function findProblem({ configProblem, routes }: Inspection): string | undefined {
  if (configProblem !== undefined) return configProblem;
  try {
    addOwnRoutes(routes);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
