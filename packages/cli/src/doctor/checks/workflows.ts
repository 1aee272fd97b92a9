import { join } from "node:path";
import type { Check, Finding } from "../check.ts";
import { classifyFiles } from "../child/classify-files.ts";
import { hashFile } from "../child/hash-file.ts";
import { noLock } from "./no-lock.ts";

const folder = ".github/workflows/";

/** CI of the child is there: it is what tells a good upgrade from a bad one, and what proves the Developer's changes. */
export const workflowsCheck: Check = {
  name: "workflows",
  title: "Workflows",
  async run({ directory, child }) {
    const lock = (await child.lock())?.lock;
    if (!lock) return noLock();
    const files = await classifyFiles(lock, (path) => hashFile(join(directory, path)));
    const workflows = files.filter(({ path }) => path.startsWith(folder));
    const missing = workflows.filter(({ decision }) => decision === "eject");
    if (missing.length > 0) return missing.map(({ path }) => describeMissing(path));
    const named = workflows.map(
      ({ path, decision }) => `${path.slice(folder.length)} ${states[decision] ?? "is there"}`,
    );
    return [
      {
        severity: "ok",
        what: named.length > 0 ? `${named.join(", ")}.` : "This child has no workflow of ours.",
      },
    ];
  },
};

const states: Readonly<Record<string, string>> = {
  unchanged: "is as it was written",
  keep: "is there, with edits of yours",
  leave: "is yours",
};

function describeMissing(path: string): Finding {
  return {
    severity: "error",
    what: `${path} is missing.`,
    why: "Without it nothing checks pull requests, upgrades included.",
    fix: `cp .osorganicai/base/${path} ${path}. If your CI is elsewhere: osorganicai eject ${path}`,
  };
}
