import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { publishPacked } from "../../../../scripts/publish-packed.ts";
import type { Fleet } from "../fleet.ts";
import { runProgram } from "../run-program.ts";
import { readPacked } from "./release.ts";

const changeset = join(import.meta.dirname, "..", "..", "..", "..", "node_modules", ".bin", "changeset");

/** A state of the mother that is tried before it is released. */
export interface SnapshotOptions {
  readonly mother: string;
  /** Folder for the copy in which the versions are written: nobody commits them. */
  readonly folder: string;
  /** The dist-tag. */
  readonly tag: string;
  /** Publishes to its registry. */
  readonly environment: Fleet["environment"];
}

/** Publishes what waits for the next release as release.yml does after each merge. @returns the version */
export async function releaseSnapshot({
  mother,
  folder,
  tag,
  environment,
}: SnapshotOptions): Promise<string> {
  await runProgram(["git", "clone", "--quiet", mother, folder], { cwd: mother, environment });
  const options = { cwd: folder, environment };
  await writeFile(
    join(folder, ".changeset", "next.md"),
    `---\n"@osorganicai/core": patch\n---\n\nTo be tried.\n`,
  );
  await runProgram([changeset, "version", "--snapshot", tag], options);
  const packed = join(folder, "packed");
  await runProgram([changeset, "pack", "--out-dir", packed], options);
  await publishPacked({ folder: packed, tag, environment });
  return readPacked(packed).version;
}
