import { join } from "node:path";
import type { Check, Finding } from "../check.ts";
import { listFiles } from "../child/list-files.ts";
import { listParked } from "../child/list-parked.ts";

/** No upgrade left a conflict that waits for a person. */
export const conflictsCheck: Check = {
  name: "conflicts",
  title: "Conflicts",
  async run({ directory, child }) {
    const incoming = await listFiles(join(directory, ".osorganicai/incoming"));
    const read = await child.lock();
    const parked = listParked(incoming, read?.lock);
    const findings = [
      ...parked.map((path) => describeParked(path, incoming.includes(path))),
      ...(read?.hasConflicts ? [lockConflict()] : []),
    ];
    return findings.length > 0 ? findings : [{ severity: "ok", what: "Nothing waits to be resolved." }];
  },
};

function describeParked(path: string, isThere: boolean): Finding {
  const resolve = `osorganicai resolve ${path} --keep (yours), --take (the new one) or --edited (what you made of that file)`;
  return {
    severity: "error",
    what: `${path}: an upgrade and you have changed the same lines. Your file is as you left it.`,
    why: "Until somebody chooses, this file misses what the upgrade would have changed.",
    fix: isThere
      ? `Compare it with .osorganicai/incoming/${path}, then: ${resolve}`
      : `The new one was thrown away: pnpm exec osorganicai upgrade brings it back. Then: ${resolve}`,
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
