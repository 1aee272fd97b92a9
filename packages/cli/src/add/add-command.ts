import { resolve } from "node:path";
import type { Command } from "commander";
import { exitCodes } from "../exit-codes.ts";
import type { Addition } from "./addition.ts";

/** `osorganicai add agent|domain|workflow`. @param settle told what the process ends with */
export function addAddCommand(program: Command, settle: (code: number) => void): void {
  const add = program
    .command("add")
    .description("add an agent, a domain's knowledge or a workflow to this child")
    .addHelpText("after", "\nExample:\n  osorganicai add agent ci\n");
  const kinds = [
    [
      "agent",
      "your own class for a place in the team (product-owner, developer, ci, deployment), or one more agent",
      "security-reviewer",
    ],
    ["domain", "the checklist and the agents of another domain, to read and to take from", "fintech"],
    ["workflow", "a GitHub workflow for the product: ci, deploy", "deploy"],
  ] as const;
  for (const [kind, description, example] of kinds)
    add
      .command(`${kind} <name>`)
      .description(description)
      .option("-C, --directory <folder>", "folder of the child", ".")
      .option("--json", "print one JSON object", false)
      .addHelpText("after", `\nExample:\n  osorganicai add ${kind} ${example}\n${codes}`)
      .action(async (name: string, { directory, json }: AddFlags) => {
        const added = await run(kind, resolve(directory), name);
        process.stdout.write(json ? `${JSON.stringify(added)}\n` : describe(added));
        settle(added.todo.length > 0 ? exitCodes.needsYou : exitCodes.ok);
      });
}

const codes =
  "\nExit codes: 0 added; 1 failed; 2 no such name, something is there already, or no child here;\n4 added, and something is left to you.\n";

interface AddFlags {
  readonly directory: string;
  readonly json: boolean;
}

async function run(kind: "agent" | "domain" | "workflow", root: string, name: string): Promise<Addition> {
  switch (kind) {
    case "agent":
      return (await import("./add-agent.ts")).addAgent(root, name);
    case "domain":
      return (await import("./add-domain.ts")).addDomain(root, name);
    case "workflow":
      return (await import("./add-workflow.ts")).addWorkflow(root, name);
  }
}

function describe({ written, todo }: Addition): string {
  return `${[...written.map((path) => `Wrote ${path}`), ...todo].join("\n")}\n`;
}
