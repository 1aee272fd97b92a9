import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Where the files lie that take longest, the longest first. A run ends when its last file does, so what takes a minute must
 * not begin when everything else is over. How long files took is not known on a fresh clone, and their size does not tell.
 */
export const longest: readonly string[] = [
  "apps/demo/src/tests/",
  "apps/tarballs/",
  "packages/instance/src/stories/",
  "packages/cli/src/run",
];

/** Vitest's order, but for those in {@link longest}. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root } = this.ctx.config;
    const rank = ({ moduleId }: TestSpecification): number => rankOf(relative(root, moduleId));
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

/** Pure: 0 for what is to begin first. @param path relative to the root */
export function rankOf(path: string): number {
  const index = longest.findIndex((folder) => path.startsWith(folder));
  return index === -1 ? longest.length : index;
}
