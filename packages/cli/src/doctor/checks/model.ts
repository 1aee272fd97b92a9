import { messageOf } from "@osorganicai/core";
import { parseConfig } from "@osorganicai/core/config";
import { chooseModels, readModelEnvironment } from "@osorganicai/instance";
import { askOneToken } from "@osorganicai/llm";
import { type Check, type DoctorContext, type Finding, notAsked } from "../check.ts";

/** Every model that a tier names answers. Costs a few tokens, so it is asked only with `--live`. */
export const modelCheck: Check = {
  name: "model",
  title: "Model",
  timeoutMs: 20_000, // models think
  async run(context) {
    const { models: configured = {} } = await context.child.inspection();
    const chosen = chooseModels(
      parseConfig({ name: "doctor", models: configured }),
      readModelEnvironment(context.environment),
    );
    const names = [...new Set(Object.values(chosen))];
    if (names.length === 0)
      return notAsked("No model is set here.", "Set ANTHROPIC_API_KEY, OPENAI_API_KEY or OSORGANICAI_MODEL.");
    if (!context.live)
      return notAsked(
        `${names.join(", ")}: not asked, because answers cost money.`,
        "osorganicai doctor --live --only model",
      );
    return Promise.all(names.map((name) => ask(name, context)));
  },
};

async function ask(name: string, { directory, signal }: DoctorContext): Promise<Finding> {
  try {
    await askOneToken(name, { resolveFrom: directory, signal });
    return { severity: "ok", what: `${name} answers.` };
  } catch (error) {
    return {
      severity: "error",
      what: messageOf(error),
      why: "Every issue would only get an apology.",
      fix: "Check the provider's API key, the model's name, and that the account has credit.",
    };
  }
}
