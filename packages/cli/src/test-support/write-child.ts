import { join } from "node:path";
import {
  type ChildLock,
  formatLock,
  hashContent,
  listShippedMigrations,
  listShippedSql,
  readVersion,
  renderChild,
  stampSql,
} from "create-osorganicai";
import { writeFiles } from "./make-repository.ts";

/** What differs from a child that was just spawned. */
export interface WrittenChild {
  readonly name?: string;
  /** @default this version */
  readonly version?: string;
  readonly lock?: Partial<ChildLock>;
}

/** Writes a child into an empty folder, as spawning does, without git and without what is installed. @returns its lock */
export async function writeChild(
  directory: string,
  { name = "shop", version = readVersion(), lock = {} }: WrittenChild = {},
): Promise<ChildLock> {
  const answers = { name, domain: "e-commerce", supabase: true } as const;
  const rendered = renderChild(answers);
  const sql = stampSql(listShippedSql(), { after: undefined, now: new Date("2026-11-27T12:00:00Z") });
  const ours = [
    ...rendered.flatMap(({ path, class: kind, content }) =>
      kind === "owned" ? [] : [{ path, kind, content }],
    ),
    ...sql.map(({ path, content }) => ({ path, kind: "managed" as const, content })),
  ];
  const written: ChildLock = {
    lockfileVersion: 1,
    spawnedWith: version,
    version,
    answers,
    applied: listShippedMigrations(),
    files: Object.fromEntries(
      ours.map(({ path, kind, content }) => [path, { class: kind, sha256: hashContent(content) }]),
    ),
    sql: Object.fromEntries(
      sql.map(({ upstream, path }) => [upstream, path.replace("supabase/migrations/", "")]),
    ),
    ...lock,
  };
  const entries = [
    ...rendered.map(({ path, content }) => [path, content]),
    ...ours.map(({ path, content }) => [path, content]),
    ...ours.map(({ path, content }) => [join(".osorganicai/base", path), content]),
    [".osorganicai/lock.json", formatLock(written)],
  ];
  await writeFiles(directory, Object.fromEntries(entries));
  return written;
}
