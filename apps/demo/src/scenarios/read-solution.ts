import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Folder of a scenario's files. */
export function scenarioFolder(scenario: string): string {
  return join(import.meta.dirname, "..", "..", "scenarios", scenario);
}

/** A call that writes a file of the scenario's solution. */
export function writeSolution(
  scenario: string,
  path: string,
): { readonly name: string; readonly input: unknown } {
  const content = readFileSync(join(scenarioFolder(scenario), "solution", path), "utf8");
  return { name: "write_file", input: { path, content } };
}
