// What a release is announced with. Argument: the folder that `changeset pack` wrote. Prints Markdown.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readPlan } from "./publish-packed.ts";

/** A package's CHANGELOG.md. */
export interface Changelog {
  readonly name: string;
  readonly text: string;
}

/** Headings of changesets, most urgent first, in the words of whoever has a child. */
const kinds = [
  ["Major Changes", "You have to know"],
  ["Minor Changes", "New"],
  ["Patch Changes", "Better"],
] as const;

/**
 * Pure: the notice of one version, out of all packages' changelogs. An entry that several packages have stands there once, and
 * what only says that a sibling has a new version not at all.
 */
export function renderReleaseNotice(version: string, changelogs: readonly Changelog[]): string {
  const sections = kinds.flatMap(([heading, title]) => {
    const entries = collectEntries(version, heading, changelogs);
    return entries.length > 0 ? [`## ${title}`, entries.join("\n")] : [];
  });
  const upgrade = [
    "## Upgrade",
    "Renovate brings it to your children as one pull request. Without Renovate: `osorganicai upgrade --latest`.",
  ];
  return `${[`# OSOrganicAI ${version}`, ...sections, ...upgrade].join("\n\n")}\n`;
}

/** Each entry once, with the packages that have it. */
function collectEntries(
  version: string,
  heading: string,
  changelogs: readonly Changelog[],
): readonly string[] {
  const packages = new Map<string, string[]>();
  for (const { name, text } of changelogs)
    for (const entry of readEntries(text, version, heading))
      packages.set(entry, [...(packages.get(entry) ?? []), name]);
  return [...packages].map(([entry, names]) => `- **${names.join(", ")}**: ${entry}`);
}

function readEntries(changelog: string, version: string, heading: string): readonly string[] {
  const [, ofVersion = ""] = changelog.split(`\n## ${version}\n`);
  const [own = ""] = ofVersion.split(/^## /m);
  const [, ofKind = ""] = own.split(`### ${heading}\n`);
  const [section = ""] = ofKind.split(/^### /m);
  return section
    .split(/^- /m)
    .map((entry) => entry.trim().replace(/^[0-9a-f]{7,40}: /, ""))
    .filter(
      (entry) =>
        entry !== "" &&
        !/^(Updated dependencies|(@osorganicai\/|osorganicai@|create-osorganicai@))/.test(entry),
    );
}

if (import.meta.main) {
  const [folder = ""] = process.argv.slice(2);
  const version = readPlan(folder)[0]?.[0]?.version ?? "";
  const changelogs = globSync("packages/*/CHANGELOG.md")
    .toSorted()
    .map((path) => ({
      name: (JSON.parse(readFileSync(join(path, "..", "package.json"), "utf8")) as { readonly name: string })
        .name,
      text: readFileSync(path, "utf8"),
    }));
  process.stdout.write(renderReleaseNotice(version, changelogs));
}
