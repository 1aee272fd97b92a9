import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const repositorySchema = z.object({
  /** `<owner>/<name>` */
  repo: z.string(),
  language: z.string(),
  /** `exact` where a moved file is known by equal content alone: mirrors of large repositories may lack old contents. */
  renames: z.literal("exact").optional(),
  /** Full ids of commits that each fix something. */
  fixes: z.array(z.string().regex(/^[0-9a-f]{40}$/)),
});

const fixesSchema = z.object({
  /** Those on which it was chosen which ideas are kept. */
  chosen: z.array(repositorySchema),
  /** Those that were asked once, when all was decided. */
  "held-back": z.array(repositorySchema),
});

/** A repository that no weight was trained on, and fixes spread over its time. */
export type RepositoryFixes = Readonly<z.infer<typeof repositorySchema>>;

/** The fixes of both sets, as `fixes.json` beside this file lists them. */
export async function readFixes(): Promise<Readonly<z.infer<typeof fixesSchema>>> {
  return fixesSchema.parse(JSON.parse(await readFile(join(import.meta.dirname, "fixes.json"), "utf8")));
}
