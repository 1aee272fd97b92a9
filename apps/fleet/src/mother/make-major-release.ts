import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Mother } from "./copy-mother.ts";
import { editFile, editJson, templates, writeMotherFile } from "./edit-mother.ts";
import { type Release, release } from "./release.ts";

/** The breaking change, and what the major release writes into children. */
export const majorMarks = {
  /** An extension point of the Product Owner. */
  oldName: "buildAnalysisPrompt",
  newName: "describeIssue",
  migration: "rename-build-analysis-prompt",
  /** In `vercel.json`, where children may have chosen otherwise. */
  oldDuration: `"maxDuration": 30`,
  newDuration: `"maxDuration": 45`,
  /** First line of `tsconfig.json`. */
  tsconfig: "// Since the major release of the story.",
} as const;

/** A major release: an extension point is called otherwise, and the package brings the codemod for it. */
export async function makeMajorRelease(mother: Mother): Promise<Release> {
  await renameExtensionPoint(mother);
  await shipMigration(mother);
  await editFile(mother, `${templates}/child/vercel.json`, majorMarks.oldDuration, majorMarks.newDuration);
  await editFile(mother, `${templates}/child/tsconfig.json`, /^/, `${majorMarks.tsconfig}\n`);
  return release(mother, {
    name: "@osorganicai/agents-po",
    bump: "major",
    summary: `\`${majorMarks.oldName}\` of the Product Owner is called \`${majorMarks.newName}\`. **Upgrade:** \`osorganicai upgrade\` renames yours.`,
  });
}

/** In the build: the method, its one call, its type. The function of the same name stays. */
async function renameExtensionPoint(mother: Mother): Promise<void> {
  const { oldName, newName } = majorMarks;
  await editFile(mother, "packages/agents-po/dist/index.js", `this.${oldName}(`, `this.${newName}(`);
  await editFile(
    mother,
    "packages/agents-po/dist/index.js",
    `\n  ${oldName}(thread) {`,
    `\n  ${newName}(thread) {`,
  );
  await editFile(
    mother,
    "packages/agents-po/dist/index.d.ts",
    `    ${oldName}(thread`,
    `    ${newName}(thread`,
  );
}

async function shipMigration(mother: Mother): Promise<void> {
  const { oldName, newName, migration } = majorMarks;
  const folder = "packages/agents-po";
  const of = `{ from: "@osorganicai/agents-po", name: "ProductOwnerAgent" }`;
  await writeMotherFile(
    mother,
    `${folder}/upgrades/${migration}.js`,
    `export default ({ code }) => code.renameMember({ of: ${of}, member: "${oldName}", to: "${newName}" });\n`,
  );
  const entry = {
    id: migration,
    since: await nextMajor(mother),
    title: `${oldName} of the Product Owner is called ${newName}`,
    kind: "codemod",
    run: `./upgrades/${migration}.js`,
    touches: [`@osorganicai/agents-po#ProductOwnerAgent.${oldName}`],
  };
  await writeMotherFile(mother, `${folder}/migrations.json`, JSON.stringify({ migrations: [entry] }));
  await editJson<Manifest>(mother, `${folder}/package.json`, ({ files, ...manifest }) => ({
    ...manifest,
    files: [...new Set([...files, "upgrades", "migrations.json"])],
    osorganicai: { migrations: "./migrations.json" },
  }));
  await editJson<readonly string[]>(mother, `${templates}/migrations.json`, (keys) =>
    [...keys, `@osorganicai/agents-po#${migration}`].toSorted(),
  );
}

async function nextMajor({ folder }: Mother): Promise<string> {
  const manifest = await readFile(join(folder, "packages/agents-po/package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { readonly version: string };
  return `${Number(version.split(".")[0]) + 1}.0.0`;
}

interface Manifest {
  readonly files: readonly string[];
}
