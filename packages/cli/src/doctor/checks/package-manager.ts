import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { messageOf } from "@osorganicai/core";
import { parse } from "yaml";
import type { Check, Finding } from "../check.ts";

const lockfiles = ["pnpm-lock.yaml", "package-lock.json", "yarn.lock", "bun.lock"];
/** pnpm keeps new releases back for a day; ours are meant to arrive at once, and all of them together. */
const names = ["@osorganicai/*", "osorganicai", "create-osorganicai"];

/** One committed lockfile, and a pnpm that takes a release of ours on the day it comes out. */
export const packageManagerCheck: Check = {
  name: "package-manager",
  title: "Package manager",
  async run({ directory }) {
    const root = findRoot(directory);
    const present = lockfiles.filter((name) => existsSync(join(root, name)));
    const pnpm = existsSync(join(root, "pnpm-workspace.yaml")) || present[0] === "pnpm-lock.yaml";
    const findings = [...lockfileFindings(present), ...(pnpm ? await pnpmFindings(root) : [])];
    return findings.length > 0
      ? findings
      : [{ severity: "ok", what: `${present.join(", ")}, settings as they should be.` }];
  },
};

/** A child may be a part of a workspace, whose root has the lockfile and the settings. */
function findRoot(directory: string): string {
  const folders = [directory];
  for (let folder = directory; dirname(folder) !== folder; folder = dirname(folder))
    folders.push(dirname(folder));
  const root = folders.find((folder) => lockfiles.some((name) => existsSync(join(folder, name))));
  return root ?? directory;
}

function lockfileFindings(present: readonly string[]): readonly Finding[] {
  if (present.length === 1) return [];
  if (present.length === 0)
    return [
      {
        severity: "warning",
        what: "There is no lockfile.",
        why: "Everybody, and every deployment, gets whatever versions are newest that day.",
        fix: "pnpm install, then commit pnpm-lock.yaml",
      },
    ];
  return [
    {
      severity: "warning",
      what: `There are several lockfiles: ${present.join(", ")}.`,
      why: "A deployment takes one of them, and perhaps not the one you look at.",
      fix: `git rm ${present.slice(1).join(" ")}`,
    },
  ];
}

async function pnpmFindings(root: string): Promise<readonly Finding[]> {
  const path = join(root, "pnpm-workspace.yaml");
  let settings: unknown;
  try {
    settings = existsSync(path) ? parse(await readFile(path, "utf8")) : {};
  } catch (error) {
    return [
      {
        severity: "error",
        what: `pnpm-workspace.yaml cannot be read: ${messageOf(error)}`,
        fix: "Correct it at that line.",
      },
    ];
  }
  const excluded = (settings as { readonly minimumReleaseAgeExclude?: unknown } | null)
    ?.minimumReleaseAgeExclude;
  const listed = Array.isArray(excluded) ? excluded : [];
  const lacking = names.filter((name) => !listed.includes(name));
  if (lacking.length === 0) return [];
  return [
    {
      severity: "warning",
      what: `minimumReleaseAgeExclude of pnpm-workspace.yaml lacks ${lacking.join(", ")}.`,
      why: "pnpm keeps a new release back for a day, and one that was bumped on its first day cannot be installed.",
      fix: `Write into pnpm-workspace.yaml: minimumReleaseAgeExclude: [${names.map((name) => `"${name}"`).join(", ")}]`,
    },
  ];
}
