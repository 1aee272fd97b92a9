import { join } from "node:path";
import { renderChild } from "create-osorganicai";
import type { FileDecision } from "../../upgrade/ownership/decide-file.ts";
import type { Check, Finding } from "../check.ts";
import { type ClassifiedFile, classifyFiles } from "../child/classify-files.ts";
import { hashFile } from "../child/hash-file.ts";
import { listFiles } from "../child/list-files.ts";
import { noLock } from "./no-lock.ts";

/** Shim and managed files are those of this version, or differ as somebody wanted. */
export const filesCheck: Check = {
  name: "files",
  title: "Files of ours",
  async run({ directory, child }) {
    const lock = (await child.lock())?.lock;
    if (!lock) return noLock();
    const parked = await listFiles(join(directory, ".osorganicai/incoming"));
    const judged = await classifyFiles(
      lock,
      (path) => hashFile(join(directory, path)),
      renderChild(lock.answers),
    );
    const files = judged.filter(({ path }) => !parked.includes(path)); // those have a check of their own
    const findings = files.flatMap(describe);
    return findings.length > 0
      ? findings
      : [{ severity: "ok", what: `${files.length} files, all as they were written.` }];
  },
};

const stale: readonly FileDecision[] = ["create", "overwrite", "merge", "delete", "orphan", "forget"];

function describe(file: ClassifiedFile): readonly Finding[] {
  const { path, decision } = file;
  if (stale.includes(decision)) return [outdated(path)];
  if (decision === "keep") return [edited(file)];
  if (decision === "eject") return [deleted(path)];
  if (decision === "leave") return [{ severity: "ok", what: `${path} is yours: it was ${file.mode}.` }];
  return [];
}

function outdated(path: string): Finding {
  return {
    severity: "warning",
    what: `${path} is not the one of this version.`,
    fix: "pnpm exec osorganicai upgrade",
  };
}

/** Managed files are there to be edited: upgrades merge. A shim is one line, and whoever edits it stops getting updates. */
function edited({ path, class: kind }: ClassifiedFile): Finding {
  if (kind === "managed") return { severity: "ok", what: `${path} has edits of yours; upgrades merge them.` };
  return {
    severity: "warning",
    what: `${path} has edits of yours.`,
    why: "It is one line that imports a package; an edited one may miss what that line should say later.",
    fix: `Put your code elsewhere and restore it: cp .osorganicai/base/${path} ${path}. Or make it yours: osorganicai eject ${path}`,
  };
}

function deleted(path: string): Finding {
  return {
    severity: "warning",
    what: `${path} was deleted.`,
    why: "It stays away, and nobody will tell you what it would have become.",
    fix: `If that is what you want: osorganicai eject ${path}. If not: cp .osorganicai/base/${path} ${path}`,
  };
}
