import { resolve } from "node:path";
import type { Command } from "commander";

/** `osorganicai prompts`. */
export function addPromptsCommand(program: Command): void {
  program
    .command("prompts")
    .description("print what this child's agents say to a model, for a sample issue; asks no model")
    .option("-C, --directory <folder>", "folder of the child", ".")
    .option("--json", "print one JSON object: texts by agent", false)
    .addHelpText(
      "after",
      "\nExample:\n  osorganicai prompts\n\nExit codes: 0 printed; 1 an agent cannot be rendered offline; 2 no child here, or its packages are not installed.\n",
    )
    .action(async ({ directory, json }: { readonly directory: string; readonly json: boolean }) => {
      const { renderPrompts } = await import("./render-prompts.ts");
      const prompts = await renderPrompts(resolve(directory));
      process.stdout.write(json ? `${JSON.stringify(prompts)}\n` : Object.values(prompts).join("\n"));
    });
}
