import type { WorkspacePackage } from "./read-packages.ts";

const CORE = "@osorganicai/core";
const TESTING = "@osorganicai/testing";
/** The packages that compose others; everybody else sees core alone. */
const composers = new Set(["@osorganicai/instance", "osorganicai", "create-osorganicai"]);

/**
 * The whole architecture rule: a package depends on and imports core, and no other package of ours. Tests may use
 * testing. Every breach, in a sentence; empty when the star holds.
 */
export function findForbiddenImports(packages: readonly WorkspacePackage[]): readonly string[] {
  const ours = new Set(packages.map(({ name }) => name));
  return packages.filter(({ name }) => !composers.has(name)).flatMap((one) => breachesOf(one, ours));
}

function breachesOf(
  { name, dependencies, devDependencies, files }: WorkspacePackage,
  ours: ReadonlySet<string>,
): readonly string[] {
  const forbidden = (other: string, allowed: readonly string[]) =>
    ours.has(other) && other !== name && !allowed.includes(other);
  const runtime = name === CORE ? [] : [CORE];
  const tests = [...runtime, TESTING];
  return [
    ...dependencies
      .filter((other) => forbidden(other, runtime))
      .map((other) => `${name} must not depend on ${other}.`),
    ...devDependencies
      .filter((other) => forbidden(other, tests))
      .map((other) => `${name} must not depend on ${other}, not even for development.`),
    ...files.flatMap(({ path, isTest, imports }) =>
      imports
        .map(packageOf)
        .filter((other) => forbidden(other, isTest ? tests : runtime))
        .map((other) => `${path} must not import ${other}.`),
    ),
  ];
}

/** `@scope/name/sub/path` → `@scope/name`. */
function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
