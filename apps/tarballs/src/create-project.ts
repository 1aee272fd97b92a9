import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findExamples } from "../../../scripts/find-examples.ts";
import { packPackages, type Tarball } from "../../../scripts/pack-packages.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const run = promisify(execFile);

/** A folder with the examples of one README, and the drivers beside them. */
interface Readme {
  readonly folder: string;
  /** Runs node. @returns what it prints */
  node(arguments_: readonly string[], more?: NodeRun): Promise<string>;
  /** Runs a driver. @returns what it prints last, as JSON */
  drive(driver: string, environment?: Readonly<Record<string, string>>): Promise<unknown>;
}

/** An empty project of somebody else, with some of our tarballs. The examples are those of the first one. */
export interface Project extends Readme {
  /** Adds packages: ours, by name alone, or those of the registry. */
  add(packages: readonly string[]): Promise<void>;
  /** The examples of another package, in a folder of their own. */
  openReadme(name: string): Readme;
  /** Where npm put all copies of a package. */
  copiesOf(name: string): readonly string[];
}

/** How a program is run in a project. */
interface NodeRun {
  readonly environment?: Readonly<Record<string, string>>;
  /** @default the one that runs this */
  readonly node?: string;
}

/** All packages as npm would serve them, and a place for projects; `remove` takes it all away. */
export async function packAll() {
  const folder = mkdtempSync(join(tmpdir(), "osorganicai-tarballs-"));
  const tarballs = await packPackages(root, folder);
  return {
    folder,
    tarballs,
    /** @param names of our packages that are installed @param more packages of the registry */
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
  const find = (name: string) => tarballs.find((tarball) => tarball.name === name);
  const add = (packages: readonly string[]) =>
    npmInstall(
      folder,
      packages.map((name) => find(name)?.file ?? name),
    );
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await add([...names, ...more]);
  const openReadme = (name: string, inside: string) => writeReadme(find(name)?.folder ?? name, inside);
  return {
    ...openReadme(names[0] ?? "", folder),
    add,
    openReadme: (name) => openReadme(name, join(folder, name)),
    copiesOf: (name) => listInstalled(folder).filter((path) => path.endsWith(`node_modules/${name}`)),
  };
}

/** @throws when npm has to complain about what our manifests ask for */
async function npmInstall(folder: string, packages: readonly string[]): Promise<void> {
  const arguments_ = ["install", "--prefer-offline", "--no-audit", "--no-fund", ...packages];
  const { stderr } = await run("npm", arguments_, { cwd: folder });
  if (/ERESOLVE|EBADENGINE|EPEERINVALID|install-scripts/.test(stderr)) throw new Error(stderr);
}

/** What npm wrote down about its work: a project has thousands of folders. */
function listInstalled(folder: string): readonly string[] {
  const { packages } = JSON.parse(readFileSync(join(folder, "node_modules", ".package-lock.json"), "utf8"));
  return Object.keys(packages);
}

/** The examples as they stand: the first one as `example.ts`, unless it has a name of its own like the others. */
function writeReadme(packageFolder: string, folder: string): Readme {
  // Temporary files of what runs here go away with the project.
  const temporary = join(folder, "tmp");
  mkdirSync(temporary, { recursive: true });
  const readme = readFileSync(join(root, packageFolder, "README.md"), "utf8");
  for (const [index, { code, name }] of findExamples("README.md", readme).entries())
    if (name !== undefined || index === 0) writeFileSync(join(folder, name ?? "example.ts"), code);
  cpSync(join(import.meta.dirname, "drivers"), folder, { recursive: true });

  async function node(
    arguments_: readonly string[],
    { environment, node: program }: NodeRun = {},
  ): Promise<string> {
    const env = { PATH: process.env["PATH"], HOME: process.env["HOME"], TMPDIR: temporary, ...environment };
    const flags = ["--liftoff-only", ...arguments_]; // As in `vitest.config.ts`.
    return (await run(program ?? process.execPath, flags, { cwd: folder, env })).stdout;
  }
  return {
    folder,
    node,
    async drive(driver, environment = {}) {
      const lines = (await node([driver], { environment })).trim().split("\n");
      return JSON.parse(lines.at(-1) ?? "");
    },
  };
}
