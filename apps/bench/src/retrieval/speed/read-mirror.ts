import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { openRepository, type Repository } from "../repository/open-repository.ts";
import { isSource } from "../tasks/is-source.ts";
import { balanceSizes } from "./balance-sizes.ts";
import type { Material, WantedSize } from "./material.ts";

/** How many commits of each repository are looked at, and how far the states lie apart of which files are taken. */
const COMMITS = 2000;
const APART = 250;
const MAX_BYTES = 200_000;

interface FoundFile {
  readonly path: string;
  readonly blob: string;
  readonly bytes: number;
  readonly repository: Repository;
}

/**
 * Real sources of all languages for one large repository: of a file that was changed between two states of its repository,
 * both versions, under folders of their own.
 * @param mirror has `<owner>+<name>/repo`, git directories
 */
export async function readMirror(mirror: string, wanted: WantedSize): Promise<Material> {
  const names = (await readdir(mirror)).filter((name) => name.includes("+")).toSorted();
  const repositories = names.map((name) => ({
    name,
    repository: openRepository(join(mirror, name, "repo")),
  }));
  const found = new Map<string, FoundFile>();
  const messages: string[] = [];
  const histories = await Promise.all(repositories.map(({ repository }) => repository.listCommits(COMMITS)));
  for (let state = 0; state < COMMITS; state += APART)
    for (const [index, { name, repository }] of repositories.entries()) {
      const commits = (histories[index] ?? []).slice(state, state + APART);
      messages.push(...commits.map(({ message }) => message));
      const files = commits[0] === undefined ? [] : await repository.listFiles(commits[0].id);
      for (const { path, blob, bytes } of files)
        if (isSource(path) && bytes <= MAX_BYTES && !found.has(blob))
          found.set(blob, { path: `${name}/${state}/${path}`, blob, bytes, repository });
    }
  return { files: await readTexts(balanceSizes([...found.values()], wanted)), messages };
}

async function readTexts(files: readonly FoundFile[]): Promise<Material["files"]> {
  const byRepository = Map.groupBy(files, ({ repository }) => repository);
  const read = [...byRepository].map(async ([repository, own]) => {
    const texts = await repository.readBlobs(own.map(({ blob }) => blob));
    return own.map(({ path }, index) => ({ path, text: texts[index] ?? "" }));
  });
  return (await Promise.all(read)).flat();
}
