import type { CheckSuite } from "@osorganicai/core";
import type { GitHubReader, ListedRepository } from "@osorganicai/github";
import { hashContent } from "create-osorganicai";
import { toolPaths } from "../../upgrade/tool-paths.ts";
import type { ChildSource } from "../child-source.ts";
import type { CiState } from "../fleet-report.ts";

/**
 * A child on GitHub's default branch. One request tells git's hash of every file, so a file that is as it was written,
 * byte by byte, is not read at all.
 * @param files git's hashes by path
 */
export function createGitHubSource(
  reader: GitHubReader,
  { repository, defaultBranch, url }: ListedRepository,
  files: ReadonlyMap<string, string>,
): ChildSource {
  const read = async (path: string) =>
    files.has(path) ? reader.fileContent(repository, defaultBranch, path) : undefined;
  return {
    place: repository,
    url,
    read,
    async list(folder) {
      const inside = [...files.keys()].filter((path) => path.startsWith(`${folder}/`));
      return inside.map((path) => path.slice(folder.length + 1)).toSorted();
    },
    async hash(path, lock) {
      const pristine = files.get(toolPaths.base(path));
      if (pristine !== undefined && pristine === files.get(path)) return lock.files[path]?.sha256;
      const text = await read(path);
      return text === undefined ? undefined : hashContent(text);
    },
    changedAt: (path) => reader.changedAt(repository, defaultBranch, path),
    ci: async () => ciOf(await reader.checkSuites(repository, defaultBranch)),
  };
}

/** Suites without runs are of Apps that only might have something to say. */
function ciOf(suites: readonly CheckSuite[]): CiState {
  const states = suites.filter(({ runs }) => runs > 0).map(({ state }) => state);
  if (states.includes("failure")) return "failure";
  if (states.includes("pending")) return "pending";
  return states.length > 0 ? "success" : "none";
}
