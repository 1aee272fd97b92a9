import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChildFile } from "create-osorganicai";
import { extensionPoint } from "./template-versions.ts";
import { writeFiles } from "./write-files.ts";

/** One child at one version, e.g. `v3/child-7`. */
type State = string;

/** States of children, type-checked together: one run of the compiler for all states of a version. */
export interface TypeCheck {
  /** Puts a state aside. @param way by which the child came there */
  add(version: number, child: string, files: ReadonlyMap<string, string>): State;
  /** The states with errors. @throws Error when a version does not even check as it is shipped */
  findErrors(): ReadonlySet<State>;
  /** How many states were put aside. */
  readonly states: number;
  close(): void;
}

const root = join(import.meta.dirname, "../../../..");
const shipped = "as-shipped";

/** Against our real declarations, in which each version calls the extension point as its templates do. */
export function openTypeCheck(versions: readonly (readonly ChildFile[])[]): TypeCheck {
  const folder = mkdtempSync(join(tmpdir(), "bench-types-"));
  let states = 0;
  for (const [index, files] of versions.entries()) {
    const home = join(folder, `v${index + 1}`);
    mkdirSync(home);
    symlinkSync(installPackages(folder, extensionPoint(index + 1)), join(home, "node_modules"));
    write(home, shipped, new Map(files.map(({ path, content }) => [path, content])));
  }
  return {
    add(version, child, files) {
      states += 1;
      write(join(folder, `v${version}`), child, files);
      return `v${version}/${child}`;
    },
    findErrors: () => new Set(versions.flatMap((_, index) => runCompiler(folder, `v${index + 1}`))),
    get states() {
      return states;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Only what the compiler reads. */
function write(home: string, child: string, files: ReadonlyMap<string, string>): void {
  writeFiles(
    join(home, child),
    new Map([...files].filter(([path]) => path.endsWith(".ts") || path === "package.json")),
  );
}

/** Our packages' declarations and what they need, once for every name of the extension point. */
function installPackages(folder: string, name: string): string {
  const modules = join(folder, `packages-${name}`, "node_modules");
  if (readdirSync(folder).includes(`packages-${name}`)) return modules;
  for (const entry of readdirSync(join(root, "packages"))) {
    const source = join(root, "packages", entry);
    const manifest = readFileSync(join(source, "package.json"), "utf8");
    const target = join(modules, (JSON.parse(manifest) as { readonly name: string }).name);
    mkdirSync(join(target, "dist"), { recursive: true });
    writeFileSync(join(target, "package.json"), manifest);
    for (const file of readdirSync(source).filter((one) => one.startsWith("tsconfig.child")))
      cpSync(join(source, file), join(target, file));
    for (const file of readdirSync(join(source, "dist")).filter((one) => one.endsWith(".d.ts")))
      writeFileSync(
        join(target, "dist", file),
        readFileSync(join(source, "dist", file), "utf8").replaceAll(extensionPoint(1), name),
      );
    linkOthers(join(source, "node_modules"), modules);
  }
  linkOthers(join(root, "apps/test-child/node_modules"), modules);
  return modules;
}

/** Packages of others. */
function linkOthers(from: string, to: string): void {
  for (const name of listPackages(from)) {
    const target = join(to, name);
    mkdirSync(join(target, ".."), { recursive: true });
    try {
      symlinkSync(join(from, name), target);
    } catch {
      // Another package needs it, too.
    }
  }
}

function listPackages(folder: string): readonly string[] {
  const entries = readdirSync(folder).filter((name) => !name.startsWith(".") && name !== "@osorganicai");
  return entries.flatMap((name) =>
    name.startsWith("@") ? readdirSync(join(folder, name)).map((inner) => `${name}/${inner}`) : [name],
  );
}

/** @returns the version's states with errors */
function runCompiler(folder: string, version: string): readonly State[] {
  const home = join(folder, version);
  const config = {
    extends: "@osorganicai/instance/tsconfig.child.json",
    include: ["*/*.ts", "*/api", "*/src", "*/tests"],
  };
  writeFileSync(join(home, "tsconfig.json"), JSON.stringify(config));
  const { stdout, stderr } = spawnSync(
    join(root, "node_modules/.bin/tsc"),
    ["-p", ".", "--pretty", "false"],
    {
      cwd: home,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  const errors = `${stdout}${stderr}`.split("\n").filter((line) => /error TS\d+/.test(line));
  const children = errors.map((line) => /^([^/(]+)\/[^(]+\(\d+,\d+\): error/.exec(line)?.[1]);
  const ours = errors.find((_, index) => children[index] === undefined || children[index] === shipped);
  if (ours !== undefined) throw new Error(`Version ${version} does not check as it is shipped: ${ours}`);
  return [...new Set(children)].map((child) => `${version}/${child}`);
}
