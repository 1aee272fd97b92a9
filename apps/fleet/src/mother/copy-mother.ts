import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type ProgramOptions, runProgram } from "../run-program.ts";

const root = join(import.meta.dirname, "..", "..", "..", "..");

/** A copy of this repository, built, in which releases are made. */
export interface Mother {
  readonly folder: string;
  /** Runs a program in it. @returns what it wrote to standard output */
  run(...command: readonly string[]): Promise<string>;
}

/**
 * Copies what a release is made from into a repository of its own: manifests, builds, changesets. Sources are left out, so
 * whoever changes a package there changes its build.
 */
export async function copyMother(
  folder: string,
  environment: ProgramOptions["environment"],
): Promise<Mother> {
  const files = [
    ".changeset",
    "package.json",
    "pnpm-workspace.yaml",
    "pnpm-lock.yaml",
    "LICENSE",
    ...(await listPackageFiles()),
  ];
  for (const file of files.filter((name) => existsSync(join(root, name)))) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await cp(join(root, file), join(folder, file), { recursive: true });
  }
  const run = (...command: readonly string[]) => runProgram(command, { cwd: folder, environment });
  await run("git", "init", "--quiet");
  await commit({ folder, run }, "As it is built");
  return { folder, run };
}

/** Commits all that changed. */
export async function commit({ run }: Mother, message: string): Promise<void> {
  await run("git", "add", "--all", "--force");
  await run("git", "commit", "--quiet", "--message", message);
}

async function listPackageFiles(): Promise<readonly string[]> {
  const packages = await readdir(join(root, "packages"));
  const apps = await readdir(join(root, "apps"));
  return [
    ...(await Promise.all(packages.map((name) => listPublished(`packages/${name}`)))).flat(),
    ...apps.map((name) => `apps/${name}/package.json`),
    "templates/agent-configs/package.json",
  ];
}

/** What is packed of a package. */
async function listPublished(folder: string): Promise<readonly string[]> {
  const manifest = JSON.parse(await readFile(join(root, folder, "package.json"), "utf8")) as Manifest;
  return ["package.json", "README.md", ...manifest.files].map((file) => `${folder}/${file}`);
}

interface Manifest {
  readonly files: readonly string[];
}
