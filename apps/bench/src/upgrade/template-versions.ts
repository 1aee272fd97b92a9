import { type ChildAnswers, type ChildFile, renderChild } from "create-osorganicai";
import { createRandom, pick } from "../random.ts";

/** What every child of the measurement said. */
export const answers: ChildAnswers = { name: "my-shop", domain: "e-commerce", supabase: false };

/** Names that the Product Owner's extension point has in each version: two of them break every subclass. */
export const extensionPoint = (version: number): string =>
  version >= 8 ? "projectFacts" : version >= 4 ? "domainFacts" : "getDomainContext";

/**
 * A template's history: the real files of a child, in which each version changes what templates do change: versions of
 * actions, steps, limits, settings, prose and examples.
 */
export function createVersions(count: number): readonly (readonly ChildFile[])[] {
  const random = createRandom(42);
  const versions = [renderChild(answers)];
  while (versions.length < count) {
    const version = versions.length + 1;
    const before = versions.at(-1) ?? [];
    versions.push(before.map((file) => ({ ...file, content: change(file, version, random) })));
  }
  return versions;
}

function change({ path, content }: ChildFile, version: number, random: () => number): string {
  if (path.endsWith(".yml")) return changeWorkflow(content, version, random);
  if (path === "vercel.json") return changeVercel(content, version, random);
  if (path === "README.md") return random() < 0.5 ? changeProse(content, version, random) : content;
  if (path.startsWith("src/agents/")) return renameMember(changeAgent(content, version, random), version);
  if (path.startsWith("api/") && random() < 0.2)
    return `// Template ${version}\n${content.replace(/^\/\/ Template.*\n/, "")}`;
  return content;
}

function changeWorkflow(text: string, version: number, random: () => number): string {
  const changes = [
    () => text.replace(/timeout-minutes: \d+/, `timeout-minutes: ${10 + version}`),
    () => text.replace(/(actions\/checkout@).*/, `$1v${4 + version}`),
    () => text.replace(/(actions\/setup-node@).*/, `$1v${4 + version}`),
    () => text.replace(/node-version: .*/, `node-version: ${22 + version}`),
    () => `${text}      - name: Step ${version}\n        run: npm run step-${version}\n`,
  ];
  return pick(random, changes)();
}

function changeVercel(text: string, version: number, random: () => number): string {
  return random() < 0.5 ? text.replace(/"maxDuration": \d+/, `"maxDuration": ${30 + version * 5}`) : text;
}

function changeProse(text: string, version: number, random: () => number): string {
  const lines = text.split("\n");
  const places = lines.flatMap((line, index) => (line.length > 30 && !line.startsWith("|") ? [index] : []));
  const at = pick(random, places);
  return lines.map((line, index) => (index === at ? `${line} (since ${version})` : line)).join("\n");
}

function changeAgent(text: string, version: number, random: () => number): string {
  return random() < 0.3 ? text.replace(/\/\*\* (.*?) \*\//, `/** $1 As of ${version}. */`) : text;
}

function renameMember(text: string, version: number): string {
  return text.replaceAll(extensionPoint(version - 1), extensionPoint(version));
}
