import { type Command, InvalidArgumentError } from "commander";
import { abandonWhenInterrupted } from "../../abandon-when-interrupted.ts";
import { exitCodes } from "../../exit-codes.ts";
import type { RehearsalReport, RehearsedChild } from "./rehearsal-report.ts";

/** `osorganicai fleet rehearse`. @param settle told what the process ends with */
export function addRehearseCommand(fleet: Command, settle: (code: number) => void): void {
  fleet
    .command("rehearse")
    .description(
      "upgrade copies of children to a version and say what would happen: the children stay as they are",
    )
    .argument("<folder>", "where the children lie")
    .requiredOption(
      "--version <version>",
      "a version, range or tag of the registry, e.g. canary, or a folder of packed packages",
    )
    .option("--children <number>", "how many at most", parseCount, 20)
    .option("--json", "print one JSON object", false)
    .addHelpText("after", help)
    .action(async (folder: string, { version, children, json }: RehearseFlags) => {
      const report = await rehearse(folder, { version, children });
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : renderReport(report));
      settle(report.conflicts + report.misses + report.red > 0 ? exitCodes.failed : exitCodes.ok);
    });
}

/** Whoever interrupts waits until the copies are gone. */
async function rehearse(
  folder: string,
  { version, children }: Pick<RehearseFlags, "version" | "children">,
): Promise<RehearsalReport> {
  const { rehearseFleet } = await import("./rehearse-fleet.ts");
  let work: Promise<RehearsalReport> | undefined;
  try {
    return await abandonWhenInterrupted(
      "the copies are gone, and the children are as they were",
      (signal) => {
        const onChild = (child: RehearsedChild) => void process.stderr.write(`${describeChild(child)}\n`);
        const now = () => performance.now();
        work = rehearseFleet({
          folder,
          version,
          limit: children,
          environment: process.env,
          now,
          signal,
          onChild,
        });
        return work;
      },
    );
  } finally {
    await work?.catch(() => undefined);
  }
}

interface RehearseFlags {
  readonly version: string;
  readonly children: number;
  readonly json: boolean;
}

const help = `
Each copy is installed with the child's own package manager, upgraded with the version's own command line, and tried with
its scripts \`check\` and \`test\`, without the secrets of this environment. So code of the children is run here. What is red is
tried as it is now, too, to tell what was red before.

Example:
  osorganicai fleet rehearse ~/children --version canary
  osorganicai fleet rehearse ~/children --version ./packed --children 5 --json

Exit codes:
    0  no conflict, no missed codemod, nothing red that was not red before
    1  somebody would have to do something; which child and what stands in the report
    2  wrong flags, or no child there
  130  interrupted (143 by SIGTERM): the copies are gone
`;

function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new InvalidArgumentError("Expected a whole number from 1 on.");
}

function renderReport({ summary, children }: RehearsalReport): string {
  const details = children.flatMap(({ place, problem, conflicts, missed, said }) => [
    ...(problem === undefined ? [] : [`${place}: ${problem}`]),
    ...conflicts.map((path) => `${place}: conflict in ${path}`),
    ...missed.map((what) => `${place}: ${what}`),
    ...(said === undefined ? [] : [`${place}:\n${said.replaceAll(/^/gm, "    ")}`]),
  ]);
  return `${[...details, ...(details.length > 0 ? [""] : []), summary].join("\n")}\n`;
}

function describeChild({
  place,
  from = "?",
  to = "?",
  problem,
  conflicts,
  applied,
  missed,
  typeCheck,
  tests,
  seconds,
}: RehearsedChild): string {
  if (problem !== undefined) return `${place}  not upgraded (${seconds} s)`;
  return `${place}  ${from} → ${to}  ${conflicts.length} conflicts, codemods ${applied.length} applied ${missed.length} missed, types ${typeCheck}, tests ${tests} (${seconds} s)`;
}
