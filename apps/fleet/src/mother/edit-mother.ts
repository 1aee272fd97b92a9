import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Mother } from "./copy-mother.ts";

/** Where create-osorganicai keeps what a child is made of. */
export const templates = "packages/create-osorganicai/dist/templates";

/** Replaces a text of a file that must say it. */
export async function editFile(
  { folder }: Mother,
  path: string,
  from: string | RegExp,
  to: string,
): Promise<void> {
  const text = await readFile(join(folder, path), "utf8");
  const edited = text.replaceAll(typeof from === "string" ? from : new RegExp(from, "g"), to);
  if (edited === text) throw new Error(`${path} of the mother does not say ${from}.`);
  await writeFile(join(folder, path), edited);
}

/** Writes a file, and its folder where there is none. */
export async function writeMotherFile({ folder }: Mother, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

/** Changes a file of JSON. */
export async function editJson<Content extends object>(
  mother: Mother,
  path: string,
  change: (content: Content) => Content,
): Promise<void> {
  const content = JSON.parse(await readFile(join(mother.folder, path), "utf8")) as Content;
  await writeMotherFile(mother, path, `${JSON.stringify(change(content), undefined, 2)}\n`);
}

/** Adds a file of SQL after those that the store has. @returns its name */
export async function addSql(mother: Mother, subject: string, sql: string): Promise<string> {
  const last = (await readdir(join(mother.folder, "packages/store/migrations"))).toSorted().at(-1) ?? "";
  const name = `${String(Number(last.slice(0, 4)) + 1).padStart(4, "0")}_${subject}.sql`;
  await writeMotherFile(mother, `packages/store/migrations/${name}`, sql);
  await writeMotherFile(mother, `${templates}/sql/${name}`, sql);
  return name;
}
