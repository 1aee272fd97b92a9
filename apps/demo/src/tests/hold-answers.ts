import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Scenario } from "../scenarios/scenario.ts";

/**
 * The scenario with a model that never answers some of its requests, so that who asked them dies before the answer and not,
 * on a slow machine, after it.
 * @param requests as the model's journal counts them, from 1
 * @param folder where the script is written: the model lives in a process of its own, and a script is a module
 */
export async function holdAnswers(
  scenario: Scenario,
  { requests, folder }: { readonly requests: readonly number[]; readonly folder: string },
): Promise<Scenario> {
  const scriptModule = join(folder, "held-script.mjs");
  await writeFile(scriptModule, writeScript(pathToFileURL(scenario.scriptModule).href, requests));
  return { ...scenario, scriptModule };
}

function writeScript(original: string, requests: readonly number[]): string {
  return `
    import { script as answers } from ${JSON.stringify(original)};
    const held = ${JSON.stringify(requests)};
    const longerThanAnyFlowMs = 600_000;
    let asked = 0;
    const hold = (answer) => (request) => {
      asked += 1;
      return held.includes(asked) ? { ...answer(request), delayMs: longerThanAnyFlowMs } : answer(request);
    };
    export const script = Object.fromEntries(
      Object.entries(answers).map(([purpose, answer]) => [purpose, hold(answer)]),
    );
  `;
}
