import { basename, join } from "node:path";
import { type ChildLock, hashContent, listShippedSql } from "create-osorganicai";
import type { Check, Finding } from "../check.ts";
import { listFiles } from "../child/list-files.ts";
import { readText } from "../child/read-text.ts";
import { noLock } from "./no-lock.ts";

const folder = "supabase/migrations";

/** SQL of ours is there, unchanged and in the order in which it was written. */
export const sqlCheck: Check = {
  name: "sql",
  title: "SQL files",
  async run({ directory, child }) {
    const lock = (await child.lock())?.lock;
    if (!lock) return noLock();
    if (!lock.answers.supabase)
      return [{ severity: "ok", what: "This child has no Supabase project of its own." }];
    const present = await listFiles(join(directory, folder));
    const findings = [
      ...(await findChanged(lock, directory)),
      ...findDisordered(lock, present),
      ...findSameStamps(present),
      ...findUnwritten(lock),
    ];
    if (findings.length > 0) return findings;
    return [{ severity: "ok", what: `${Object.keys(lock.sql).length} files, unchanged and in order.` }];
  },
};

async function findChanged(lock: ChildLock, directory: string): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const name of Object.values(lock.sql).map((path) => basename(path))) {
    const path = `${folder}/${name}`;
    const recorded = lock.files[path];
    if (recorded?.mode !== undefined) continue;
    const text = await readText(join(directory, path));
    if (text === undefined) findings.push(broken(path, "is missing"));
    else if (recorded && hashContent(text) !== recorded.sha256) findings.push(broken(path, "was edited"));
  }
  return findings;
}

function broken(path: string, what: string): Finding {
  return {
    severity: "error",
    what: `${path} ${what}.`,
    why: "A database that has applied it and one that has not will differ for ever. Changes belong into a new file.",
    fix: `Restore it: git checkout <the commit before the change> -- ${path}. Your change goes into supabase/migrations/<newer stamp>_<name>.sql.`,
  };
}

function findDisordered({ sql }: ChildLock, present: readonly string[]): readonly Finding[] {
  const names = Object.keys(sql)
    .toSorted()
    .map((upstream) => basename(sql[upstream] ?? ""));
  const wrong = names.filter(
    (name, index) => index > 0 && name <= (names[index - 1] ?? "") && present.includes(name),
  );
  return wrong.map((name) => ({
    severity: "error",
    what: `${folder}/${name} comes before a file that must be applied first.`,
    why: "Supabase applies files in the order of their names, and refuses one that is older than the last it applied.",
    fix: "Restore the names that .osorganicai/lock.json has under `sql` in git's history.",
  }));
}

function findSameStamps(present: readonly string[]): readonly Finding[] {
  const stamps = present
    .filter((name) => name.endsWith(".sql"))
    .map((name) => /^\d+/.exec(name)?.[0] ?? name);
  const twice = [...new Set(stamps.filter((stamp, index) => stamps.indexOf(stamp) !== index))];
  return twice.map((stamp) => ({
    severity: "error",
    what: `Two files of ${folder} begin with ${stamp}.`,
    why: "Supabase takes the number for the file's identity and applies only one of them.",
    fix: "Rename yours to a later number; files with _osorganicai_ in their name keep theirs.",
  }));
}

function findUnwritten({ sql }: ChildLock): readonly Finding[] {
  const unwritten = listShippedSql().filter(({ name }) => !(name in sql));
  if (unwritten.length === 0) return [];
  return [
    {
      severity: "error",
      what: `This version ships SQL that is not here yet: ${unwritten.map(({ name }) => name).join(", ")}.`,
      why: "The store would ask for tables that the database does not have.",
      fix: "pnpm exec osorganicai upgrade",
    },
  ];
}
