import { OSOrganicError } from "@osorganicai/core";

/**
 * A template with `{{name}}` and the like filled in. What GitHub's workflows put in braces begins with `$` and stays.
 * @throws OSOrganicError `template_invalid`
 */
export function fillTemplate(
  path: string,
  template: string,
  values: Readonly<Record<string, string>>,
): string {
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
