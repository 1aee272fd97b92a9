import type { Check } from "../check.ts";

/** `osorganicai.config.ts` can be loaded, and every field of it is known and right. */
export const configCheck: Check = {
  name: "config",
  title: "Configuration",
  async run({ child }) {
    const { configProblem } = await child.inspection();
    if (configProblem === undefined) return [{ severity: "ok", what: "The configuration is valid." }];
    return [
      {
        severity: "error",
        what: configProblem,
        why: "No command and no deployment starts with it.",
        fix: "Correct the configuration as it says; every field stands in the README of @osorganicai/instance.",
      },
    ];
  },
};
