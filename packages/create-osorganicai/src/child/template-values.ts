import { readVersion } from "../read-version.ts";
import type { ChildAnswers, Domain } from "./child-answers.ts";
import { readThirdPartyVersions } from "./third-party-versions.ts";

/** How the README names the domain in a sentence. */
const domainTexts: Readonly<Record<Domain, string>> = {
  generic: "your domain",
  "e-commerce": "shops",
  fintech: "moving money",
  healthcare: "patients' data",
  "developer-tools": "tools for developers",
};

/** Pure but for versions: what the templates can ask for. */
export function templateValues(answers: ChildAnswers): Readonly<Record<string, string>> {
  const { name, domain, owner, model, supabase } = answers;
  return {
    name,
    domainText: domainTexts[domain],
    remote: owner === undefined ? "GitHub" : `<https://github.com/${owner}/${name}>`,
    models: renderModels(model),
    push: supabase ? ", or `npx supabase link` and `npx supabase db push`" : "",
    pnpm: readThirdPartyVersions()["pnpm"] ?? "",
    version: readVersion(),
  };
}

/** Continues a comment of osorganicai.config.ts. */
function renderModels(model: string | undefined): string {
  if (model === undefined)
    return "models: { … } may name one for each tier; else it is what fits the API key.";
  const name = JSON.stringify(model);
  return `One for all tiers; each may have its own.\n  models: { small: ${name}, standard: ${name}, strong: ${name} },`;
}
