import { builtinModules } from "node:module";

/** One reason why a name is refused. */
export interface NameRule {
  /** Who would refuse it. */
  readonly by: "npm" | "GitHub" | "Vercel" | "osorganicai.config.ts" | "a path";
  readonly isBroken: (name: string) => boolean;
  readonly sentence: string;
}

/** Folders and devices that other systems cannot have: https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * What a child's name must be for everybody who will see it. Where two have the same rule, it stands with the stricter one.
 * @see https://docs.npmjs.com/cli/v11/configuring-npm/package-json#name
 * @see https://vercel.com/docs/projects/overview
 */
export const nameRules: readonly NameRule[] = [
  {
    by: "osorganicai.config.ts",
    isBroken: (name) => /[^a-z0-9-]/.test(name),
    sentence: "Use lower-case letters, digits and hyphens only.",
  },
  {
    by: "osorganicai.config.ts",
    isBroken: (name) => name.length === 0 || name.length > 63,
    sentence: "It has from 1 to 63 characters.",
  },
  {
    by: "osorganicai.config.ts",
    isBroken: (name) => /^-|-$/.test(name),
    sentence: "It begins and ends with a letter or a digit.",
  },
  {
    by: "npm",
    isBroken: (name) => name === "node_modules" || builtinModules.includes(name),
    sentence: "npm refuses the names of Node's own modules.",
  },
  {
    by: "npm",
    isBroken: (name) => /^@?osorganicai$|^create-osorganicai$/.test(name),
    sentence: "A package of ours has this name, and npm would install the child in its place.",
  },
  {
    by: "GitHub",
    isBroken: (name) => /\.(git|wiki|atom)$/i.test(name),
    sentence: "GitHub refuses names that end with .git, .wiki or .atom.",
  },
  {
    by: "Vercel",
    isBroken: (name) => name.includes("---"),
    sentence: "Vercel refuses names with three hyphens in a row.",
  },
  {
    by: "a path",
    isBroken: (name) => devices.test(name),
    sentence: "Windows keeps this name for a device.",
  },
];
