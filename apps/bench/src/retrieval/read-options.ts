import { parseArgs } from "node:util";
import { allContenders } from "./contenders/all-contenders.ts";
import type { Contender } from "./contenders/contender.ts";

export interface RetrievalOptions {
  /** Has `tasks.jsonl`. */
  readonly data: string;
  /** Has `<owner>+<name>/repo`, a git directory, for every repository of the tasks. */
  readonly mirror: string;
  readonly contenders: readonly Contender[];
  /** So many tasks, spread over all. */
  readonly tasks: number | undefined;
  /** Takes the places of each task, one JSON object a line. */
  readonly raw: string | undefined;
  /** Whether the result is written and its bars are judged. */
  readonly write: boolean;
}

const USAGE =
  "Usage: pnpm --filter bench retrieval --data <folder with tasks.jsonl> --mirror <folder with repositories> " +
  "[--tasks <number>] [--only <contender>]… [--raw <file>] [--write]";

/** @throws with the usage, when a needed folder or a known contender is missing */
export function readOptions(args: readonly string[]): RetrievalOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: "string" },
      mirror: { type: "string" },
      tasks: { type: "string" },
      only: { type: "string", multiple: true },
      raw: { type: "string" },
      write: { type: "boolean", default: false },
    },
  });
  const { data, mirror, tasks, only, raw, write } = values;
  if (data === undefined || mirror === undefined) throw new Error(USAGE);
  if (tasks !== undefined && !(Number(tasks) >= 1)) throw new Error(`--tasks takes a number. ${USAGE}`);
  const contenders = (only ?? Object.keys(allContenders)).map(findContender);
  return { data, mirror, contenders, tasks: tasks === undefined ? undefined : Number(tasks), raw, write };
}

function findContender(name: string): Contender {
  const contender = allContenders[name];
  if (contender !== undefined) return contender;
  throw new Error(`There is no contender ${name}, only ${Object.keys(allContenders).join(", ")}. ${USAGE}`);
}
