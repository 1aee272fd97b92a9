// After publishing: has the registry every package? Arguments: the folder that `changeset pack` wrote, and the registry.
import { setTimeout } from "node:timers/promises";
import { readPlan } from "./publish-packed.ts";

/** What must be there. */
export interface PublishedVersion {
  readonly names: readonly string[];
  readonly version: string;
  /** Address of the registry. */
  readonly registry: string;
}

/** What a registry does not have, one sentence each. A release of half of the packages installs nowhere. */
export async function assertPublished({
  names,
  version,
  registry,
}: PublishedVersion): Promise<readonly string[]> {
  const found = await Promise.all(names.map((name) => isPublished(name, version, registry)));
  return names
    .filter((_, index) => !found[index])
    .map((name) => `${name}@${version} is not on the registry.`);
}

async function isPublished(name: string, version: string, registry: string): Promise<boolean> {
  const response = await fetch(new URL(`${name.replace("/", "%2f")}/${version}`, registry));
  await response.body?.cancel();
  return response.ok;
}

if (import.meta.main) {
  const [folder = "", registry = ""] = process.argv.slice(2);
  const packages = readPlan(folder).flat();
  const expected = { names: packages.map(({ name }) => name), version: packages[0]?.version ?? "", registry };
  let missing = await assertPublished(expected);
  // A registry may need a minute until everybody sees what was published.
  for (let tries = 0; missing.length > 0 && tries < 20; tries += 1) {
    await setTimeout(6_000);
    missing = await assertPublished(expected);
  }
  for (const sentence of missing) console.error(sentence);
  process.exitCode = missing.length > 0 ? 1 : 0;
}
