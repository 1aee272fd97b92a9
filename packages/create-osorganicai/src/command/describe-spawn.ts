import { type Command, Option } from "commander";
import { domains } from "../child/child-answers.ts";
import type { SpawnFlags } from "./spawn-flags.ts";

/**
 * Makes a command of commander the one that spawns a child.
 * @param usage how it is started: `pnpm create osorganicai`
 * @param settle told what the process ends with
 */
export function describeSpawn(command: Command, usage: string, settle: (exitCode: number) => void): void {
  command
    .description("make a child: a repository with an autonomous development team of its own")
    .argument("[directory]", "where; empty, or not there yet")
    .option("--name <name>", "of repository, package and deployment (default: the folder's name)")
    .addOption(
      new Option("--domain <domain>", "what its agents know at first (default: generic)").choices(domains),
    )
    .option("--owner <account>", "GitHub account the repository will belong to")
    .option(
      "--model <provider:model>",
      "any model that LangChain knows (default: what fits the API key it finds)",
    )
    .option("--supabase", "with migrations for Supabase (default)")
    .option("--no-supabase", "without")
    .option("--no-install", "leave installing the packages to you")
    .option("--no-git", "make no git repository")
    .option("--dry-run", "only list the files, and whose each will be", false)
    .option("-y, --yes", "ask nothing, also on a terminal", false)
    .option("--json", "ask nothing and print one JSON object", false)
    .addHelpText("after", help(usage))
    .action(async (directory: string | undefined, flags: SpawnFlags) => {
      // Only now: whoever asks for another command does not wait for it.
      const { runSpawn } = await import("./run-spawn.ts");
      const { stdin, stdout, stderr, env: environment } = process;
      const terminal = { stdin, stdout, stderr, environment, currentFolder: process.cwd(), now: new Date() };
      settle(await runSpawn(directory, flags, terminal));
    });
}

const help = (usage: string): string => `
On a terminal it asks for what no flag says; elsewhere, or with --yes, it takes the defaults.

Example:
  ${usage} my-shop --domain e-commerce --owner acme --yes

Exit codes:
    0  the child is there
    1  something failed: nothing is left behind
    2  wrong flags, a refused name, or a folder that is not empty: nothing was started
    3  the child is there, but its packages could not be installed: the last lines say what to run
  130  interrupted (129 by SIGHUP, 143 by SIGTERM): nothing is left behind
`;
