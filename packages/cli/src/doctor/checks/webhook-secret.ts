import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import type { Check, Finding } from "../check.ts";
import { findWeakness } from "../environment/find-weakness.ts";

const variables = ["GITHUB_WEBHOOK_SECRET", "GITHUB_WEBHOOK_SECRET_PREVIOUS"];

/** Nobody can guess the webhook's secret: it is all that tells GitHub's deliveries from forged ones. */
export const webhookSecretCheck: Check = {
  name: "webhook-secret",
  title: "Webhook secret",
  async run({ directory, environment }) {
    const set = variables.filter((name) => environment[name]?.trim());
    if (set.length === 0) return [{ severity: "not_asked", what: "GITHUB_WEBHOOK_SECRET is not set here." }];
    const example = await readExample(directory);
    const findings = set.flatMap((name): readonly Finding[] => {
      const others = Object.entries(environment).filter(
        ([other]) => other !== name && /(TOKEN|SECRET|KEY)/.test(other),
      );
      const weakness = findWeakness(environment[name]?.trim() ?? "", { example: example[name], others });
      return weakness === undefined ? [] : [describe(name, weakness)];
    });
    return findings.length > 0
      ? findings
      : [{ severity: "ok", what: `${set.join(" and ")}: long enough and random.` }];
  },
};

function describe(name: string, weakness: string): Finding {
  return {
    severity: "error",
    what: `${name} ${weakness}.`,
    why: "Whoever guesses it can give your agents orders in anybody's name.",
    fix: "openssl rand -hex 32, then set it both here and in the settings of the App's webhook",
  };
}

async function readExample(directory: string): Promise<Readonly<Record<string, string | undefined>>> {
  try {
    return parseEnv(await readFile(join(directory, ".env.example"), "utf8"));
  } catch {
    return {};
  }
}
