import { join } from "node:path";
import type { Check, Finding } from "../check.ts";
import { listFiles } from "../child/list-files.ts";

/** No upgrade left a conflict that waits for a person. */
export const conflictsCheck: Check = {
  name: "conflicts",
  title: "Conflicts",
  async run({ directory, child }) {
    const parked = await listFiles(join(directory, ".osorganicai/incoming"));
    const findings = [
      ...parked.map(describeParked),
      ...((await child.lock())?.hasConflicts ? [lockConflict()] : []),
    ];
    return findings.length > 0 ? findings : [{ severity: "ok", what: "Nothing waits to be resolved." }];
  },
};

function describeParked(path: string): Finding {
  return {
    severity: "error",
    what: `${path}: an upgrade and you have changed the same lines. Your file is as you left it.`,
    why: "Until somebody chooses, this file misses what the upgrade would have changed.",
    fix: `Compare it with .osorganicai/incoming/${path}, then: osorganicai resolve ${path} --keep (yours), --take (the new one) or --edited (you have merged them)`,
    parked: [path],
  };
}

function lockConflict(): Finding {
  return {
    severity: "error",
    what: ".osorganicai/lock.json has git's conflict marks.",
    why: "It is read as the union of both sides, but not everything that reads it is so patient.",
    fix: "pnpm exec osorganicai upgrade, which writes it anew; then commit it",
  };
}
