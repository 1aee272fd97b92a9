import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { templatesFolder } from "../templates-folder.ts";

/** A workflow for the product that a child develops. */
export interface WorkflowTemplate {
  /** `ci`, of `ci.yml`. */
  readonly name: string;
  readonly content: string;
}

/** The workflows that a child can take over, by name. */
export function listWorkflows(): readonly WorkflowTemplate[] {
  const folder = join(templatesFolder, "workflows");
  return readdirSync(folder)
    .toSorted()
    .map((file) => ({ name: file.replace(/\.yml$/, ""), content: readFileSync(join(folder, file), "utf8") }));
}
