import { resolve } from "node:path";
import { normalize } from "node:path/posix";
import type { Command } from "commander";
import { exitCodes } from "../../exit-codes.ts";
import { UsageError } from "../../run/usage-error.ts";
import type { ChildStatus } from "./read-status.ts";

/** `osorganicai eject`, `adopt`, `resolve` and `status`. @param settle told what the process ends with */
export function addFileCommands(program: Command, settle: (code: number) => void): void {
  addEject(program);
  addAdopt(program, settle);
  addResolve(program);
  addStatus(program, settle);
}

const where = ["-C, --directory <folder>", "folder of the child", "."] as const;
const codes = "\nExit codes: 0 done; 1 failed; 2 wrong usage, or no such file of ours here.\n";

interface FolderFlags {
  readonly directory: string;
}

function addEject(program: Command): void {
  program
    .command("eject <file>")
    .description(
      "make a shim or managed file yours: upgrades leave it alone, and report what it would have got",
    )
    .option(...where)
    .option("--reason <text>", "why, for whoever reads osorganicai status")
    .addHelpText(
      "after",
      `\nExample:\n  osorganicai eject vercel.json --reason "we deploy elsewhere"\n${codes}`,
    )
    .action(async (given: string, { directory, reason }: FolderFlags & { readonly reason?: string }) => {
      const file = normalize(given);
      const { ejectFile } = await import("./eject-file.ts");
      ejectFile(resolve(directory), file, reason);
      process.stdout.write(`${file} is yours now. To go back: osorganicai adopt ${file}\n`);
    });
}

function addAdopt(program: Command, settle: (code: number) => void): void {
  program
    .command("adopt <file>")
    .description(
      "give an ejected or deleted file back to upgrades: merged with what is shipped, or written again",
    )
    .option(...where)
    .addHelpText(
      "after",
      `\nExample:\n  osorganicai adopt vercel.json\n${codes.replace(".\n", "; 4 there is a conflict to resolve.\n")}`,
    )
    .action(async (given: string, { directory }: FolderFlags) => {
      const file = normalize(given);
      const root = resolve(directory);
      const [{ adoptFile }, { openRelease }] = await Promise.all([
        import("./adopt-file.ts"),
        import("../open-release.ts"),
      ]);
      const isConflict = adoptFile(root, file, openRelease(root)) === "conflict";
      settle(isConflict ? exitCodes.needsYou : exitCodes.ok);
      process.stdout.write(
        isConflict
          ? `${file} and what is shipped cannot be merged. Look at .osorganicai/incoming/${file}, then: osorganicai resolve ${file} --keep|--take|--edited\n`
          : `${file} is kept up to date again.\n`,
      );
    });
}

interface ResolveFlags extends FolderFlags {
  readonly keep: boolean;
  readonly take: boolean;
  readonly edited: boolean;
}

function addResolve(program: Command): void {
  program
    .command("resolve <file>")
    .description("end a conflict that an upgrade parked in .osorganicai/incoming")
    .option(...where)
    .option("--keep", "your file is right", false)
    .option("--take", "what is shipped is right: it replaces your file", false)
    .option("--edited", "what you made of the parked file is right: it replaces your file", false)
    .addHelpText(
      "after",
      `\nExample:\n  $EDITOR .osorganicai/incoming/vercel.json\n  osorganicai resolve vercel.json --edited\n${codes}`,
    )
    .action(async (given: string, { directory, ...flags }: ResolveFlags) => {
      const file = normalize(given);
      const chosen = (["keep", "take", "edited"] as const).filter((name) => flags[name]);
      const [how] = chosen;
      if (how === undefined || chosen.length > 1)
        throw new UsageError("Say which is right, with one of --keep, --take and --edited.");
      const root = resolve(directory);
      const [{ resolveFile }, { openRelease }] = await Promise.all([
        import("./resolve-file.ts"),
        import("../open-release.ts"),
      ]);
      resolveFile(root, file, how, openRelease(root));
      process.stdout.write(`${file} is resolved.\n`);
    });
}

function addStatus(program: Command, settle: (code: number) => void): void {
  program
    .command("status")
    .description("list the files that are ours, and what an upgrade would find; writes nothing")
    .option(...where)
    .option("--check", "end with 4 for a conflict or a failed migration, 5 for what is not up to date", false)
    .option("--json", "print one JSON object", false)
    .addHelpText(
      "after",
      "\nExample:\n  osorganicai status --check\n\nExit codes: 0 read; 1 failed; 2 no child here; with --check also\n4 something needs you, 5 an upgrade has something to do.\n",
    )
    .action(
      async ({
        directory,
        check,
        json,
      }: FolderFlags & { readonly check: boolean; readonly json: boolean }) => {
        const root = resolve(directory);
        const [{ readStatus }, { openRelease }] = await Promise.all([
          import("./read-status.ts"),
          import("../open-release.ts"),
        ]);
        const status = readStatus(root, openRelease(root));
        process.stdout.write(json ? `${JSON.stringify(status)}\n` : describe(status));
        if (check) settle(exitCodeOf(status));
      },
    );
}

function exitCodeOf({ files, failed, pending, missingSql, version, installed }: ChildStatus): number {
  const has = (state: string) => files.some((file) => file.state === state);
  if (has("conflict") || has("refused") || failed.length > 0) return exitCodes.needsYou;
  const isBehind = has("outdated") || pending.length > 0 || missingSql.length > 0 || version !== installed;
  return isBehind ? exitCodes.outdated : exitCodes.ok;
}

function describe({ version, installed, files, missingSql, pending, failed }: ChildStatus): string {
  const behind = version === installed ? "" : `, and ${installed} is installed: osorganicai upgrade`;
  return [
    `This child is at ${version}${behind}.`,
    ...files.map(
      ({ path, state, reason }) => `${state.padEnd(9)} ${path}${reason === undefined ? "" : ` (${reason})`}`,
    ),
    ...missingSql.map((name) => `${"missing".padEnd(9)} SQL ${name}`),
    ...pending.map((key) => `${failed.includes(key) ? "failed   " : "pending  "} migration ${key}`),
    "",
  ].join("\n");
}
