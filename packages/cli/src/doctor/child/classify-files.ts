import { type ChildFile, type ChildLock, hashContent, type LockedFile } from "create-osorganicai";
import { decideFile, type FileDecision } from "../../upgrade/ownership/decide-file.ts";

/** One file of ours in a child, and what an upgrade would do with it. */
export interface ClassifiedFile {
  readonly path: string;
  readonly class: LockedFile["class"];
  readonly decision: FileDecision;
  readonly mode: LockedFile["mode"];
}

/**
 * Shim and managed files but SQL, which has a check of its own, judged by the very table that upgrades use.
 * @param hashOf normalised hash of a file in the child, or undefined
 * @param renders what this version would write; without, the child is compared with what was written last
 */
export async function classifyFiles(
  lock: ChildLock,
  hashOf: (path: string) => Promise<string | undefined>,
  renders?: readonly ChildFile[],
): Promise<readonly ClassifiedFile[]> {
  const ours = renders?.filter((file) => file.class !== "owned") ?? [];
  const paths = new Set([...Object.keys(lock.files), ...ours.map(({ path }) => path)]);
  const judged = [...paths].filter((path) => !path.endsWith(".sql")).toSorted();
  return Promise.all(
    judged.map(async (path) => {
      const recorded = lock.files[path];
      const render = ours.find((file) => file.path === path);
      const decision = decideFile({
        current: await hashOf(path),
        recorded: recorded?.sha256,
        mode: recorded?.mode,
        next: renders ? render && hashContent(render.content) : recorded?.sha256,
      });
      return {
        path,
        class: recorded?.class ?? (render?.class as LockedFile["class"]),
        decision,
        mode: recorded?.mode,
      };
    }),
  );
}
