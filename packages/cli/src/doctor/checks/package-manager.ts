import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
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
    const present = lockfiles.filter((name) => existsSync(join(directory, name)));
    const findings = [
      ...lockfileFindings(present),
      ...(usesPnpm(directory, present) ? await pnpmFindings(directory) : []),
    ];
    return findings.length > 0
      ? findings
      : [{ severity: "ok", what: `${present.join(", ")}, settings as they should be.` }];
  },
};

function usesPnpm(directory: string, present: readonly string[]): boolean {
  return existsSync(join(directory, "pnpm-workspace.yaml")) || present[0] === "pnpm-lock.yaml";
}

function lockfileFindings(present: readonly string[]): readonly Finding[] {
  if (present.length === 1) return [];
  if (present.length === 0)
    return [
      {
        severity: "warning",
        what: "There is no lockfile.",
        why: "Everybody, and every deployment, gets whatever versions are newest that day.",
        fix: "pnpm install, then commit pnpm-lock.yaml (in a workspace it lies in the root: nothing to do)",
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

async function pnpmFindings(directory: string): Promise<readonly Finding[]> {
  const path = join(directory, "pnpm-workspace.yaml");
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
