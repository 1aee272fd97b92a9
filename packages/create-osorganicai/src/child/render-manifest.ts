import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readVersion } from "../read-version.ts";
import { templatesFolder } from "../templates-folder.ts";
import type { ChildAnswers } from "./child-answers.ts";
import { listProviders } from "./list-providers.ts";

/** The child's package.json. All packages of ours have one version, and the child gets the one that spawns it. */
export function renderManifest({ name, domain, model }: ChildAnswers): string {
  const versions = readVersions();
  const ours = (packages: readonly string[]) => pin(packages, () => readVersion());
  // Every package of LangChain is at 1 now; those in the catalog at the version that was tried.
  const theirs = (packages: readonly string[]) => pin(packages, (one) => versions[one] ?? "1.0.0");
  const manifest = {
    name,
    private: true,
    description: `The development team of ${name} (${domain}).`,
    type: "module",
    engines: { node: ">=22.18" },
    scripts: {
      dev: "osorganicai dev",
      check: "tsc",
      test: "node --test 'tests/**/*.test.ts'",
      doctor: "osorganicai doctor",
      upgrade: "osorganicai upgrade --latest",
    },
    dependencies: {
      ...theirs(listProviders(model)),
      ...ours([
        "@osorganicai/agents-dev",
        "@osorganicai/agents-po",
        "@osorganicai/core",
        "@osorganicai/instance",
      ]),
    },
    devDependencies: {
      ...ours(["@osorganicai/testing"]),
      ...theirs(["@supabase/lite", "@types/node"]),
      ...ours(["osorganicai"]),
      ...theirs(["typescript"]),
    },
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

function pin(packages: readonly string[], versionOf: (name: string) => string) {
  return Object.fromEntries(packages.map((name) => [name, `^${versionOf(name)}`]));
}

function readVersions(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(templatesFolder, "versions.json"), "utf8")) as Record<string, string>;
}
