import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Tarball } from "../../../scripts/pack-packages.ts";
import { runPnpm } from "../../../scripts/run-pnpm.ts";

const root = join(import.meta.dirname, "..", "..", "..");

/** Where pnpm looks, and at what. */
interface PeerCheck {
  /** Is made. */
  readonly folder: string;
  readonly tarballs: readonly Tarball[];
}

/**
 * A project for each tarball, with nothing else in it, resolved by pnpm in one go; nothing is downloaded but metadata.
 * @returns what `pnpm peers check` prints, also when it has something to complain about
 */
export async function checkPeersWithPnpm({ folder, tarballs }: PeerCheck): Promise<string> {
  const pnpm = (...flags: readonly string[]) => runPnpm(root, flags, { cwd: folder });
  writeProjects(folder, tarballs);
  await pnpm("install", "--lockfile-only", "--prefer-offline");
  return pnpm("peers", "check").catch(({ stdout }: { stdout: string }) => stdout);
}

function writeProjects(folder: string, tarballs: readonly Tarball[]): void {
  mkdirSync(folder);
  // Our packages name each other by versions that no registry has yet.
  const overrides = tarballs.map(({ name, file }) => `  "${name}": "file:${file}"`);
  writeFileSync(
    join(folder, "pnpm-workspace.yaml"),
    `packages: ["*"]\noverrides:\n${overrides.join("\n")}\n`,
  );
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
  for (const [index, { name, file }] of tarballs.entries()) {
    const project = join(folder, `project-${index}`);
    mkdirSync(project);
    const dependencies = { [name]: `file:${file}` };
    writeFileSync(
      join(project, "package.json"),
      JSON.stringify({ name: `project-${index}`, private: true, dependencies }),
    );
  }
}
