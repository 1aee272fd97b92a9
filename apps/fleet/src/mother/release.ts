import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readPlan } from "../../../../scripts/publish-packed.ts";
import { commit, type Mother } from "./copy-mother.ts";

const changeset = join(import.meta.dirname, "..", "..", "..", "..", "node_modules", ".bin", "changeset");

/** All packages of one version, packed. */
export interface Release {
  readonly version: string;
  /** Names of the packages. */
  readonly names: readonly string[];
  /** Folder of `publish-plan.json` and `packages/*.tgz`. */
  readonly packed: string;
}

/** One changeset, as somebody would write it. */
export interface Changeset {
  /** The package that changed. */
  readonly name: string;
  readonly bump: "patch" | "minor" | "major";
  readonly summary: string;
}

/**
 * Makes a release as release.yml does: the changeset that is given and those that wait decide the version, then every
 * package is packed.
 */
export async function release(mother: Mother, { name, bump, summary }: Changeset): Promise<Release> {
  await writeFile(
    join(mother.folder, ".changeset", `${bump}-of-the-story.md`),
    `---\n"${name}": ${bump}\n---\n\n${summary}\n`,
  );
  await mother.run(changeset, "version");
  await commit(mother, `Version after: ${summary}`);
  return pack(mother);
}

/** Packs every package whose version the registry does not have. */
async function pack(mother: Mother): Promise<Release> {
  const packed = await mkdtemp(join(mother.folder, "..", "packed-"));
  await mother.run(changeset, "pack", "--out-dir", packed);
  return readPacked(packed);
}

/** What a folder of packed packages holds. @throws Error when they do not have one version */
export function readPacked(packed: string): Release {
  const packages = readPlan(packed).flat();
  const [version, ...others] = new Set(packages.map((one) => one.version));
  if (version === undefined || others.length > 0)
    throw new Error(`A release has one version. This one has ${[version, ...others].join(", ")}.`);
  return { version, names: packages.map(({ name }) => name), packed };
}
