import { indexRepository } from "../index-repository.ts";
import type { FeatureName } from "../rank/features.ts";
import { openGitSource } from "../sources/open-git-source.ts";
import { createRepository } from "./create-repository.ts";

/** What each file has of one feature; files that have nothing are left out. */
export async function valuesOf(
  files: Readonly<Record<string, string>>,
  feature: FeatureName,
  text: string,
): Promise<Readonly<Record<string, number>>> {
  const { gitDir } = createRepository(files);
  const { names, rows } = (await indexRepository(await openGitSource({ gitDir }))).features(text);
  const column = names.indexOf(feature);
  return Object.fromEntries(
    rows.flatMap(({ path, values }) => (values[column] ? [[path, values[column]]] : [])),
  );
}
