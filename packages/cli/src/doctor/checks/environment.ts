import { existsSync } from "node:fs";
import { join } from "node:path";
import { isOSOrganicError } from "@osorganicai/core";
import { readEnvironment } from "@osorganicai/instance";
import type { Check, DoctorContext, Finding } from "../check.ts";
import { hasBegun } from "../environment/has-begun.ts";

/** Every variable an instance needs is set and well-formed. They are named, never shown. */
export const environmentCheck: Check = {
  name: "environment",
  title: "Environment",
  async run(context) {
    const { environment } = context;
    if (!hasBegun(environment)) return [nothingSet(context)];
    const findings = [
      ...problemsOf(context),
      ...placeholdersOf(context),
      ...(await modelProblems(context)),
      ...lonelySupabase(context),
    ];
    return findings.length > 0
      ? findings
      : [{ severity: "ok", what: "Every variable that is needed is set." }];
  },
};

function nothingSet({ directory }: DoctorContext): Finding {
  const file = existsSync(join(directory, ".env"));
  return {
    severity: "not_asked",
    what: "No variable of an instance is set here: nothing outside of this folder was asked.",
    fix: file
      ? "set -a; . ./.env; set +a; osorganicai doctor"
      : "Set them as .env.example says, in this shell or in the settings of the deployment, then run the doctor there.",
  };
}

function problemsOf({ environment }: DoctorContext): readonly Finding[] {
  try {
    readEnvironment(environment);
    return [];
  } catch (error) {
    const problems = isOSOrganicError(error) ? error.details["problems"] : undefined;
    if (!Array.isArray(problems)) throw error;
    return problems.map((problem) => {
      const [what = "", ...fix] = String(problem).split(/(?<=\.) /);
      return { severity: "error", what, ...(fix.length > 0 && { fix: fix.join(" ") }) };
    });
  }
}

/** What somebody copied from an example and did not fill in. */
const placeholder = /^(?:<.*>|…|\.\.\.|x{3,}|your[-_ ].*|changeme|todo|(?:sk|ghp)[-_](?:…|\.\.\.|x{3,}))$/i;
const filledIn = [
  "GITHUB_TOKEN",
  "ANTHROPIC_API_KEY",
  "OPENAI_API_KEY",
  "SUPABASE_SECRET_KEY",
  "DATABASE_URL",
];

function placeholdersOf({ environment }: DoctorContext): readonly Finding[] {
  return filledIn
    .filter((name) => placeholder.test(environment[name]?.trim() ?? ""))
    .map((name) => ({
      severity: "error",
      what: `${name} still has the placeholder of an example.`,
      fix: `Set ${name} to the real value.`,
    }));
}

const modelVariables = ["OSORGANICAI_MODEL", "ANTHROPIC_API_KEY", "OPENAI_API_KEY"];

async function modelProblems({ environment, child }: DoctorContext): Promise<readonly Finding[]> {
  if (modelVariables.some((name) => environment[name]?.trim())) return [];
  const { models = {} } = await child.inspection();
  if (Object.keys(models).length > 0) return [];
  return [
    {
      severity: "error",
      what: "No model is set.",
      why: "Issues would only get an apology.",
      fix: "Set ANTHROPIC_API_KEY or OPENAI_API_KEY, or OSORGANICAI_MODEL=provider:model with that provider's own key.",
    },
  ];
}

function lonelySupabase({ environment }: DoctorContext): readonly Finding[] {
  if (!environment["SUPABASE_URL"]?.trim() || environment["DATABASE_URL"]?.trim()) return [];
  return [
    {
      severity: "warning",
      what: "SUPABASE_URL is set and DATABASE_URL is not.",
      why: "Deliveries are stored, but nothing works on them: the engine needs the connection string.",
      fix: "Set DATABASE_URL where the worker runs; it stands under Connect in the project.",
    },
  ];
}
