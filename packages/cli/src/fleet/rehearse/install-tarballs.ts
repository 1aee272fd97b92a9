import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { isOurs } from "../../doctor/child/is-ours.ts";
import { UsageError } from "../../run/usage-error.ts";

/** Addresses of packed packages by name: `file:/…/osorganicai-core-2.0.0.tgz`. */
export type Tarballs = Readonly<Record<string, string>>;

/** The packages of ours that lie packed in a folder. @throws UsageError when there are none */
export function findTarballs(folder: string): Tarballs {
  const files = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  const named = files.flatMap((file) => {
    const name = nameOf(file);
    return name === undefined ? [] : [[name, `file:${resolve(folder, file)}`] as const];
  });
  if (named.length === 0)
    throw new UsageError(
      `${folder} has no packed packages of ours. Pack them: pnpm -r pack --pack-destination ${folder}`,
    );
  return Object.fromEntries(named);
}

/** npm and pnpm make `osorganicai-core-2.0.0.tgz` of `@osorganicai/core`. */
function nameOf(file: string): string | undefined {
  const [, name] = /^(.+?)-\d+\.\d+\.\d+.*\.tgz$/.exec(file) ?? [];
  if (name === undefined) return undefined;
  if (isOurs(name)) return name;
  return name.startsWith("osorganicai-") ? name.replace("-", "/").replace(/^/, "@") : undefined;
}

/** Lets a child ask for these instead of the registry's, and everything that it installs as well. */
export function askForTarballs(folder: string, tarballs: Tarballs): void {
  const path = join(folder, "package.json");
  const manifest = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  for (const field of ["dependencies", "devDependencies"]) {
    const ranges = Object.entries((manifest[field] ?? {}) as Record<string, string>);
    if (ranges.length > 0)
      manifest[field] = Object.fromEntries(ranges.map(([name, range]) => [name, tarballs[name] ?? range]));
  }
  const direct = Object.keys({
    ...(manifest["dependencies"] as object),
    ...(manifest["devDependencies"] as object),
  });
  const indirect = Object.fromEntries(Object.entries(tarballs).filter(([name]) => !direct.includes(name)));
  writeFileSync(path, `${JSON.stringify({ ...manifest, overrides: indirect }, undefined, 2)}\n`);
  // pnpm reads its own file instead.
  const settings = join(folder, "pnpm-workspace.yaml");
  if (!existsSync(settings)) return;
  const before = (parse(readFileSync(settings, "utf8")) ?? {}) as Record<string, unknown>;
  writeFileSync(
    settings,
    stringify({ ...before, overrides: { ...(before["overrides"] as object), ...tarballs } }),
  );
}
