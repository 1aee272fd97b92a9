import { readFile } from "node:fs/promises";
import { z } from "zod";

const taskSchema = z.object({
  id: z.string(),
  /** `<owner>/<name>` */
  repo: z.string(),
  /** The commit in which the files are looked for. */
  base: z.string(),
  /** The commit that changed them; null where nobody knows it. */
  fix: z.string().nullable(),
  language: z.string(),
  /** Where the text comes from: `commit`, `changelog` or `issue`. */
  kind: z.string(),
  query: z.string(),
  /** The source files that the fix changed. */
  gold: z.array(z.string()).min(1),
});

/** A text like an issue's, and the files that its real fix changed. */
export type Task = Readonly<z.infer<typeof taskSchema>>;

/**
 * The tasks of a file, one JSON object a line.
 * @throws where a line is no task: the line's number, and what it lacks
 */
export async function readTasks(file: string): Promise<readonly Task[]> {
  const lines = (await readFile(file, "utf8")).split("\n");
  return lines.flatMap((line, index) => (line.trim() === "" ? [] : [parseTask(line, index + 1)]));
}

function parseTask(line: string, number: number): Task {
  const parsed = taskSchema.safeParse(JSON.parse(line));
  if (!parsed.success)
    throw new Error(`Line ${number} of the tasks is no task: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
