import { mkdir, realpath, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const { resolve } = createRequire(import.meta.url);
const roots = { "@osorganicai/agents-dev": "agents-dev", "@osorganicai/agents-po": "agents-po" } as Readonly<
  Record<string, string>
>;

/** Gives a folder packages of this repository, as an installation does: by links. */
export async function linkPackages(directory: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const folder = roots[name]
      ? join(import.meta.dirname, "../../..", roots[name])
      : dirname(resolve(`${name}/package.json`));
    const link = join(directory, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(await realpath(folder), link);
  }
}
