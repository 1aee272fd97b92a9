import { relative } from "node:path";
import type { PackageManager } from "../spawn/choose-package-manager.ts";
import type { PlannedFile } from "../spawn/plan-child.ts";
import type { SpawnResult } from "../spawn/spawn-child.ts";
import type { Wish } from "./wish.ts";

/** Everything there is to say. */
export interface SpawnReport {
  readonly result: SpawnResult;
  readonly wish: Wish;
  readonly manager: PackageManager["name"];
  readonly currentFolder: string;
}

/** Pure: what was made and what comes next, for a person or as one JSON object. */
export function renderResult(report: SpawnReport, json: boolean): string {
  const { directory, files, commit, installed, problem, installProblem } = report.result;
  const next = listNextSteps(report);
  const problems = [installProblem, problem].filter((one) => one !== undefined);
  if (json) {
    const { name, domain } = report.wish.answers;
    const made = { directory, name, domain, commit, installed, problems, next };
    return `${JSON.stringify({ ...made, files: files.map(withoutContent) })}\n`;
  }
  const lines = [
    `${files.length} files in ${directory}${commit === undefined ? "" : `, committed as ${commit.slice(0, 7)}`}`,
    ...(installProblem === undefined ? [] : ["", "The packages could not be installed:", installProblem]),
    ...(problem === undefined ? [] : ["", problem]),
    "",
    "Next:",
    ...next.map((step) => `  ${step}`),
    "",
    "README.md there says what is what, and how to go live.",
  ];
  return `${lines.join("\n")}\n`;
}

/** Commands, to be typed from where the person is. */
function listNextSteps({ result, manager, currentFolder }: SpawnReport): readonly string[] {
  const folder = relative(currentFolder, result.directory);
  return [
    ...(folder === "" ? [] : [`cd ${/^[\w./-]+$/.test(folder) ? folder : JSON.stringify(folder)}`]),
    ...(result.installed === true ? [] : [`${manager} install`]),
    `${manager} test`,
    "cp .env.example .env    # then fill it in",
    `${manager} run dev`,
  ];
}

/** Pure: what would be made. */
export function renderPlan(files: readonly PlannedFile[], json: boolean): string {
  if (json) return `${JSON.stringify({ dryRun: true, files: files.map(withoutContent) })}\n`;
  const lines = files.map(({ path, class: kind }) => `${kind.padEnd(8)} ${path}`);
  return `${[...lines, "", `${files.length} files would be written; nothing was.`].join("\n")}\n`;
}

function withoutContent({ path, class: kind }: PlannedFile) {
  return { path, class: kind };
}
