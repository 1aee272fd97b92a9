import { isModelName, messageOf, modelNameForm } from "@osorganicai/core";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { listenForInterruption } from "./interruption.ts";
import { type DemoOptions, runDemo } from "./run-demo.ts";
import { scenarios } from "./scenarios/index.ts";

const program = new Command("demo")
  .description("From an issue to a merged, deployed pull request, on this machine, with no account anywhere.")
  .addOption(
    new Option("--scenario <name>", "what is developed")
      .choices(scenarios.map(({ name }) => name))
      .default(scenarios[0]?.name),
  )
  .option(
    "--model <provider:model>",
    "a model that LangChain knows, e.g. anthropic:claude-sonnet-5-5 or ollama:qwen3",
    parseModel,
  )
  .option("--json", "print one JSON object instead of the story", false)
  .option("--keep", "leave everything running and print addresses; Ctrl-C ends it", false)
  .addHelpText(
    "after",
    `\nScenarios:\n${scenarios.map(({ name, about }) => `  ${name.padEnd(22)}${about}`).join("\n")}\n\nWithout a model and without ANTHROPIC_API_KEY or OPENAI_API_KEY the answers are scripted.\nExit code: 0 when all nine steps truly happened, 1 when not, 2 for wrong usage, 128 and the signal's number when interrupted.\n\nExample:\n  npx -y pnpm@12.21.0 demo --scenario bugfix-javascript --keep\n`,
  )
  .exitOverride();

// Before anything is started, so that a signal meanwhile is not missed.
const interruption = listenForInterruption();
try {
  const options = program.parse().opts<DemoOptions>();
  process.exitCode = await runDemo(options, interruption);
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    process.stderr.write(`demo: ${messageOf(error)}\n`);
    process.exitCode = 1;
  }
}

function parseModel(text: string): string {
  if (isModelName(text)) return text;
  throw new InvalidArgumentError(`Expected ${modelNameForm}.`);
}
