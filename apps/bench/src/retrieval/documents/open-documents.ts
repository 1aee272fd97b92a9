import type { Repository } from "../repository/open-repository.ts";
import { isSource } from "../tasks/is-source.ts";
import type { Task } from "../tasks/read-tasks.ts";
import { createDocument, type Document } from "./document.ts";

/** Larger files are data or generated. */
const MAX_BYTES = 400_000;

/**
 * Reads what a task is looked for in: the source files of its base commit, and whatever its fix changed. Every contender is
 * judged on the same. A file that tasks share is cut into words once.
 */
export function openDocuments(repository: Repository) {
  const known = new Map<string, Document>();
  return async function readDocuments({ base, gold }: Task): Promise<readonly Document[]> {
    const wanted = new Set(gold);
    const files = (await repository.listFiles(base)).filter(
      ({ path, bytes }) => wanted.has(path) || (isSource(path) && bytes <= MAX_BYTES),
    );
    const texts = await repository.readBlobs(files.map(({ blob }) => blob));
    return files.map(({ path, blob }, index) => {
      const key = `${blob}:${path}`;
      const document = known.get(key) ?? createDocument(path, texts[index] ?? "");
      known.set(key, document);
      return document;
    });
  };
}
