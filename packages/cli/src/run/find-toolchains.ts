import { execFile } from "node:child_process";
import { access, realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { InstalledFolder, SandboxOptions } from "@osorganicai/workspace";

/** What commands of a project need of this machine beside the system's folders. */
export type Toolchains = Required<
  Pick<SandboxOptions, "readOnlyPaths" | "programs" | "path" | "environment">
>;

/** A file at the root of a repository, and how its language is found. */
interface Language {
  readonly files: RegExp;
  readonly find: () => Promise<Toolchains>;
}

const run = promisify(execFile);

/**
 * Languages that are installed outside of `/usr` (pyenv, rustup, a Go of one's own), asked for themselves, so that
 * only what belongs to them is shown and nothing else of the home folder. Only those that the project's files name.
 */
export async function findToolchains(
  paths: readonly string[],
  installed: readonly InstalledFolder[],
): Promise<Toolchains> {
  const wanted = languages.filter(({ files }) => paths.some((path) => files.test(path)));
  const found = await Promise.all(wanted.map(({ find }) => find()));
  const environments = installed.filter(({ to }) => /(^|\/)(\.venv|venv|\.virtualenv)$/.test(to));
  const inUse = await Promise.all(environments.map(({ from }) => findPython(join(from, "bin", "python"))));
  return {
    programs: Object.assign({}, ...found.map(({ programs }) => programs)),
    readOnlyPaths: [...new Set([...found, ...inUse].flatMap(({ readOnlyPaths }) => readOnlyPaths))],
    path: [...environments.map(({ to }) => `/workspace/${to}/bin`), ...found.flatMap(({ path }) => path)],
    environment: Object.assign({}, ...found.map(({ environment }) => environment)),
  };
}

const languages: readonly Language[] = [
  { files: /\.py$/, find: () => findPython("python3") },
  { files: /^pnpm-lock\.yaml$/, find: () => findPackageManager("pnpm") },
  { files: /^yarn\.lock$/, find: () => findPackageManager("yarn") },
  { files: /^bun\.lockb?$/, find: () => findPackageManager("bun") },
  { files: /^Cargo\.toml$/, find: findRust },
  { files: /^go\.(mod|work)$/, find: findGo },
];

async function findPython(interpreter: string): Promise<Toolchains> {
  const prefix = await ask(interpreter, ["-ISc", "import sys; print(sys.base_prefix)"]);
  return prefix === undefined ? none : { ...none, ...onlyOutside([prefix]), path: binsOf([prefix]) };
}

/** Only its own package: the folder it is called in holds other programs. */
async function findPackageManager(name: string): Promise<Toolchains> {
  const place = await ask("/bin/sh", ["-c", `command -v ${name}`]);
  const program = place?.startsWith("/") ? await realpath(place) : undefined;
  if (program === undefined) return none;
  const [root = program] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(program) ?? [];
  return { ...none, ...onlyOutside([root]), programs: { [name]: program }, environment: asInstalled };
}

/** What is installed is used as it is: nothing is fetched, not even another version of the package manager. */
const asInstalled: Toolchains["environment"] = {
  npm_config_manage_package_manager_versions: "false",
  pnpm_config_pm_on_fail: "ignore",
  npm_config_verify_deps_before_run: "false",
  pnpm_config_verify_deps_before_run: "false",
};

/** Not `.cargo` itself: it may hold a token. */
async function findRust(): Promise<Toolchains> {
  const sysroot = await ask("rustc", ["--print", "sysroot"]);
  if (sysroot === undefined) return none;
  const home = process.env["CARGO_HOME"] ?? join(homedir(), ".cargo");
  const crates = await existing([join(home, "registry"), join(home, "git")]);
  return {
    ...none,
    ...onlyOutside([sysroot, ...crates]),
    path: binsOf([sysroot]),
    environment: { CARGO_HOME: home },
  };
}

async function findGo(): Promise<Toolchains> {
  const answer = await ask("go", ["env", "GOROOT", "GOMODCACHE"]);
  const [root, modules = ""] = answer?.split("\n") ?? [];
  if (root === undefined) return none;
  const cache = await existing([modules].filter(Boolean));
  const environment = { GOFLAGS: "-mod=mod", GOPROXY: "off", GOTOOLCHAIN: "local", GOMODCACHE: modules };
  return { ...none, ...onlyOutside([root, ...cache]), path: binsOf([root]), environment };
}

const none: Toolchains = { readOnlyPaths: [], programs: {}, path: [], environment: {} };

/** Never with the repository as working directory, and with a bound: some of these are scripts that choose a version. */
function ask(program: string, args: readonly string[]): Promise<string | undefined> {
  const environment = { ...process.env, GOTOOLCHAIN: "local", GOFLAGS: "" };
  return run(program, args, { cwd: "/", env: environment, timeout: 10_000 }).then(
    ({ stdout }) => stdout.trim() || undefined,
    () => undefined,
  );
}

/** `/usr` is seen anyway; the whole home folder, or a whole disk, never is. */
function onlyOutside(folders: readonly string[]): Pick<Toolchains, "readOnlyPaths"> {
  const seen = /^\/(usr|bin|lib|lib64|sbin)(\/|$)/;
  const far = (folder: string): boolean => folder.split("/").length > 2 && folder !== homedir();
  return { readOnlyPaths: folders.filter((folder) => !seen.test(folder) && far(folder)) };
}

function binsOf(folders: readonly string[]): readonly string[] {
  return onlyOutside(folders).readOnlyPaths.map((folder) => join(folder, "bin"));
}

async function existing(folders: readonly string[]): Promise<readonly string[]> {
  const there = await Promise.all(
    folders.map((folder) =>
      access(folder).then(
        () => true,
        () => false,
      ),
    ),
  );
  return folders.filter((_, index) => there[index]);
}
