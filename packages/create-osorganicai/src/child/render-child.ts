import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { classifyFile } from "../ownership/classify-file.ts";
import type { FileClass } from "../ownership/file-class.ts";
import { templatesFolder } from "../templates-folder.ts";
import type { ChildAnswers } from "./child-answers.ts";
import { fillTemplate } from "./fill-template.ts";
import { renderManifest } from "./render-manifest.ts";
import { templateValues } from "./template-values.ts";

/** A file of a child as this version writes it. */
export interface ChildFile {
  /** Relative to the child's folder, with `/`. */
  readonly path: string;
  readonly class: FileClass;
  readonly content: string;
}

/**
 * Every file of a child, sorted by path, except SQL and what lies in `.osorganicai`. The same answers and the same version of
 * this package give the same bytes.
 * @throws OSOrganicError `template_invalid`
 */
export function renderChild(answers: ChildAnswers): readonly ChildFile[] {
  const values = templateValues(answers);
  const common = readTemplates(join(templatesFolder, "child"), "");
  const agents = readTemplates(join(templatesFolder, "domains", answers.domain), "src/agents/");
  const rendered = [...common, ...agents]
    .filter(({ path }) => answers.supabase || !path.startsWith("supabase/"))
    .map(({ path, content }) => ({ path, content: fillTemplate(path, content, values) }));
  return [...rendered, { path: "package.json", content: renderManifest(answers) }]
    .map(({ path, content }) => ({ path, class: classifyFile(path), content }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** All files below a folder. npm leaves `.gitignore` out of packages, so it is called `_gitignore` there. */
function readTemplates(folder: string, prefix: string) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = prefix + file.slice(folder.length + 1).replaceAll("\\", "/");
      return { path: path.replace(/^_gitignore$/, ".gitignore"), content: readFileSync(file, "utf8") };
    });
}
