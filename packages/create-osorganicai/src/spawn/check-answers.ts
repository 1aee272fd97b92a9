import { isModelName, modelNameForm, OSOrganicError } from "@osorganicai/core";
import type { ChildAnswers } from "../child/child-answers.ts";
import { nameRules } from "./name-rules.ts";

/**
 * Refuses answers that a platform of the child would refuse later.
 * @throws OSOrganicError `name_refused` with a sentence for every rule that is broken, `config_invalid` for the model
 */
export function checkAnswers({ name, owner, model }: Omit<ChildAnswers, "domain" | "supabase">): void {
  const problem = findNameProblem(name) ?? (owner === undefined ? undefined : findOwnerProblem(owner));
  if (problem !== undefined) throw new OSOrganicError("name_refused", problem);
  if (model !== undefined && !isModelName(model))
    throw new OSOrganicError("config_invalid", `"${model}" is not a model. Expected ${modelNameForm}.`);
}

/** One sentence per rule that the name breaks; undefined when it breaks none. */
export function findNameProblem(name: string): string | undefined {
  const broken = nameRules.filter(({ isBroken }) => isBroken(name)).map(({ sentence }) => sentence);
  return broken.length === 0 ? undefined : `"${name}" cannot be the name of a child. ${broken.join(" ")}`;
}

/** https://docs.github.com/en/enterprise-server/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication */
export function findOwnerProblem(owner: string): string | undefined {
  return /^(?!.*--)[a-z\d](?:[a-z\d-]{0,37}[a-z\d])?$/i.test(owner)
    ? undefined
    : `"${owner}" cannot be an account on GitHub: at most 39 letters, digits and single hyphens, none at an end.`;
}
