import { execFile } from "node:child_process";
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findExamples } from "../../../scripts/find-examples.ts";
import { packPackages, type Tarball } from "../../../scripts/pack-packages.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const run = promisify(execFile);

/** An empty project of somebody else, with some of our tarballs. */
export interface Project {
  readonly folder: string;
  /** Adds packages of the registry. */
  add(packages: readonly string[]): Promise<void>;
  /** Runs a driver beside the README's examples. @returns what it prints last, as JSON */
  drive(driver: string, environment?: Readonly<Record<string, string>>): Promise<unknown>;
  /** Runs node. @returns what it prints */
  node(arguments_: readonly string[], more?: NodeRun): Promise<string>;
  /** Folders of all copies of a package. */
  copiesOf(name: string): readonly string[];
}

/** How a program is run in a project. */
interface NodeRun {
  readonly environment?: Readonly<Record<string, string>>;
  /** @default the one that runs this */
  readonly node?: string;
}

/** All packages as npm would serve them, and a place for projects; `remove` takes it all away. */
export function packAll() {
  const folder = mkdtempSync(join(tmpdir(), "osorganicai-tarballs-"));
  const tarballs = packPackages(root, folder);
  return {
    tarballs,
    /**
     * @param names of our packages that are installed; the first one's README is written down, example by example
     * @param more packages of the registry
     */
    createProject: (names: readonly string[], more: readonly string[] = []) =>
      createProject({ folder: mkdtempSync(join(folder, "project-")), tarballs, names, more }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

interface ProjectOptions {
  readonly folder: string;
  readonly tarballs: readonly Tarball[];
  readonly names: readonly string[];
  readonly more: readonly string[];
}

async function createProject({ folder, tarballs, names, more }: ProjectOptions): Promise<Project> {
  const ours = names.map((name) => findTarball(tarballs, name));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const add = (packages: readonly string[]) => npmInstall(folder, packages);
  await add([...ours.map(({ file }) => file), ...more]);
  if (ours[0]) writeExamples(ours[0].folder, folder);
  cpSync(join(import.meta.dirname, "drivers"), folder, { recursive: true });
  // Temporary files of what runs here go away with the project.
  const temporary = join(folder, "tmp");
  mkdirSync(temporary);
  const node = async (arguments_: readonly string[], { environment, node: program }: NodeRun = {}) => {
    const env = { PATH: process.env["PATH"], HOME: process.env["HOME"], TMPDIR: temporary, ...environment };
    return (await run(program ?? process.execPath, arguments_, { cwd: folder, env })).stdout;
  };
  return {
    folder,
    add,
    node,
    async drive(driver, environment = {}) {
      const lines = (await node([driver], { environment })).trim().split("\n");
      return JSON.parse(lines.at(-1) ?? "");
    },
    copiesOf: (name) => globSync(`node_modules/**/${name}/package.json`, { cwd: folder }),
  };
}

async function npmInstall(folder: string, packages: readonly string[]): Promise<void> {
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...packages], { cwd: folder });
}

function findTarball(tarballs: readonly Tarball[], name: string): Tarball {
  const tarball = tarballs.find((one) => one.name === name);
  if (!tarball) throw new Error(`There is no package ${name}.`);
  return tarball;
}

/** As they stand: the first one as `example.ts`, unless it has a name of its own like the others. */
function writeExamples(packageFolder: string, folder: string): void {
  const readme = readFileSync(join(root, packageFolder, "README.md"), "utf8");
  for (const [index, { code, name }] of findExamples("README.md", readme).entries())
    if (name !== undefined || index === 0) writeFileSync(join(folder, name ?? "example.ts"), code);
}
