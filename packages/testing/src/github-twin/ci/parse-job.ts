import { asObject, asText, asTextList, asTexts, type JsonObject } from "../json.ts";
import type { Job, Step, StepDefaults } from "./workflow.ts";

const DEFAULT_TIMEOUT_MINUTES = 10;
/** Keys of a job that change nothing on the twin. */
const harmless = ["runs-on", "permissions", "concurrency", "environment", "outputs", "timeout-minutes"];
const understood = [...harmless, "name", "needs", "if", "env", "defaults", "strategy", "steps"];

/** One entry of `jobs`. `defaults` are the workflow's. */
export function parseJob(id: string, job: JsonObject, defaults: JsonObject): Job {
  const { matrix = {}, ...strategy } = asObject(job["strategy"]);
  const lists = Object.entries(asObject(matrix));
  const minutes = Number(job["timeout-minutes"] ?? DEFAULT_TIMEOUT_MINUTES);
  return {
    id,
    name: asText(job["name"]) ?? id,
    needs: asTextList(job["needs"]) ?? [],
    condition: conditionOf(job),
    env: asTexts(job["env"]),
    matrix: Object.fromEntries(
      lists
        .filter(([, values]) => Array.isArray(values))
        .map(([key, values]) => [key, asTextList(values) ?? []]),
    ),
    defaults: {
      ...parseDefaults(asObject(defaults["run"])),
      ...parseDefaults(asObject(asObject(job["defaults"])["run"])),
    },
    timeoutMs: minutes * 60_000,
    steps: (Array.isArray(job["steps"]) ? job["steps"] : []).map((step) => parseStep(asObject(step))),
    unsupported: [
      ...Object.keys(job)
        .filter((key) => !understood.includes(key))
        .map((key) => `job key "${key}"`),
      ...Object.keys(strategy)
        .filter((key) => key !== "fail-fast" && key !== "max-parallel")
        .map((key) => `strategy "${key}"`),
      ...lists
        .filter(([key, values]) => !Array.isArray(values) || key === "include" || key === "exclude")
        .map(([key]) => `matrix "${key}"`),
    ],
  };
}

function parseStep(step: JsonObject): Step {
  const uses = asText(step["uses"]);
  const run = asText(step["run"]);
  return {
    name: asText(step["name"]) ?? uses ?? run?.split("\n")[0] ?? "step",
    condition: conditionOf(step),
    uses,
    with: asTexts(step["with"]),
    run,
    ...parseDefaults(step),
    env: asTexts(step["env"]),
    continueOnError: step["continue-on-error"] === true,
  };
}

function parseDefaults(run: JsonObject): StepDefaults {
  return { shell: asText(run["shell"]), workingDirectory: asText(run["working-directory"]) };
}

function conditionOf({ if: condition }: JsonObject): string | undefined {
  return condition === undefined ? undefined : String(condition);
}
