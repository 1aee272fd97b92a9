import { OSOrganicError } from "@osorganicai/core";
import type { ChildAnswers } from "./child-answers.ts";

/**
 * A template with `{{name}}` and the like filled in. What GitHub's workflows put in braces begins with `$` and stays.
 * @throws OSOrganicError `template_invalid`
 */
export function fillTemplate(path: string, template: string, answers: ChildAnswers): string {
  const values: Readonly<Record<string, string>> = {
    name: answers.name,
    domain: answers.domain,
    owner: answers.owner ?? "your-account",
  };
  return template.replace(/(?<!\$)\{\{(\w+)\}\}/g, (_, key: string) => {
    const value = Object.hasOwn(values, key) ? values[key] : undefined;
    if (value === undefined)
      throw new OSOrganicError(
        "template_invalid",
        `The template ${path} asks for {{${key}}}. It can have ${Object.keys(values).join(", ")}.`,
      );
    return value;
  });
}
