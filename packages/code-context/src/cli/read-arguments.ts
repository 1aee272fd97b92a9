import { parseArgs } from "node:util";

/** What is asked on the command line. */
export interface CliOptions {
  /** `-` stands for standard input. */
  readonly text: string;
  readonly repo: string;
  readonly commit: string | undefined;
  readonly limit: number;
  readonly budget: number | undefined;
  readonly explain: boolean;
  readonly json: boolean;
  readonly cache: boolean;
  readonly help: boolean;
}

/** What `--help` prints. */
export const usage = `Usage: code-context [options] <text>

Finds the files of a project that a text is about: an issue, an error message, a question, a name.
The text - is read from standard input.

Options:
  --repo <folder>    a checkout as it lies there, a folder, or a bare repository (default: .)
  --commit <commit>  look at this commit instead of the folder
  --limit <number>   files at most (default: 10)
  --budget <tokens>  print the code to read, within so many tokens, instead of a list
  --explain          say what made each score
  --json             print one JSON object
  --no-cache         keep nothing; otherwise the index is kept in the git directory
  --help             print this

Example:
  npx @osorganicai/code-context "checkout fails with empty cart" --budget 4000

Exit codes: 0 found, 1 nothing found, 2 wrong usage, 3 the project cannot be read.
`;

/** @throws Error with a sentence that says which argument is wrong */
export function readArguments(args: readonly string[]): CliOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    allowNegative: true,
    options: {
      repo: { type: "string", default: "." },
      commit: { type: "string" },
      limit: { type: "string", default: "10" },
      budget: { type: "string" },
      explain: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      cache: { type: "boolean", default: true },
      help: { type: "boolean", default: false },
    },
  });
  const { limit, budget, commit, ...others } = values;
  const text = positionals.join(" ");
  if (!values.help) assertText(text);
  return {
    ...others,
    text,
    commit,
    limit: readNumber("--limit", limit),
    budget: budget === undefined ? undefined : readNumber("--budget", budget),
  };
}

/** @throws Error when there is nothing to look for */
export function assertText(text: string): void {
  if (text.trim() === "") throw new Error("There is no text to find code for.");
}

function readNumber(option: string, value: string): number {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw new Error(`${option} takes a whole number from 1 to 999999999, not ${value}.`);
}
