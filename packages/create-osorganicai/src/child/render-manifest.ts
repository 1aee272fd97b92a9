import { readVersion } from "../read-version.ts";
import type { ChildAnswers } from "./child-answers.ts";
import { listProviders } from "./list-providers.ts";
import { readThirdPartyVersions } from "./third-party-versions.ts";

/** The child's package.json. All packages of ours have one version, and the child gets the one that spawns it. */
export function renderManifest({ name, domain, owner, model }: ChildAnswers): string {
  const versions = readThirdPartyVersions();
  const providers = listProviders(model);
  const ours = (packages: readonly string[]) => pin(packages, () => readVersion());
  // Every package of LangChain is at 1 now; those in the catalog at the version that was tried.
  const theirs = (packages: readonly string[]) => pin(packages, (one) => versions[one] ?? "1.0.0");
  const manifest = {
    name,
    private: true,
    description: `The development team of ${name} (${domain}).`,
    ...(owner !== undefined && { repository: `github:${owner}/${name}` }),
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
      ...theirs(providers),
      ...ours([
        "@osorganicai/agents-dev",
        "@osorganicai/agents-po",
        "@osorganicai/core",
        "@osorganicai/instance",
      ]),
    },
    devDependencies: {
      // In tests the model double answers in its words.
      ...theirs(["@langchain/anthropic"].filter((one) => !providers.includes(one))),
      ...ours(["@osorganicai/testing"]),
      "@supabase/lite": String(versions["@supabase/lite"]), // the one that was tried: nobody else promises its shape
      ...theirs(["@types/node"]),
      ...ours(["osorganicai"]),
      ...theirs(["typescript"]),
    },
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

function pin(packages: readonly string[], versionOf: (name: string) => string) {
  return Object.fromEntries(packages.map((name) => [name, `^${versionOf(name)}`]));
}
