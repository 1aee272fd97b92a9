import type { Check, Finding } from "../check.ts";
import type { InstalledPackage } from "../child/find-installed.ts";
import { isOurs } from "../child/is-ours.ts";

/** All packages of ours are there, and of one version: they are released together and only fit together. */
export const versionsCheck: Check = {
  name: "versions",
  title: "Versions",
  async run({ child }) {
    const { packages, missing } = await child.installed();
    const ours = packages.filter(({ name }) => isOurs(name));
    if (missing.length > 0) return [notInstalled(missing)];
    if (ours.length === 0) return [noneOfOurs()];
    const versions = new Set(ours.map(({ version }) => version));
    if (versions.size > 1) return [mixed(ours)];
    const [version = ""] = versions;
    const lock = (await child.lock())?.lock;
    if (lock && lock.version !== version) return [notUpgraded(lock.version, version)];
    return [{ severity: "ok", what: `${ours.length} packages of OSOrganicAI, all ${version}.` }];
  },
};

function notUpgraded(locked: string, installed: string): Finding {
  return {
    severity: "error",
    what: `${installed} is installed, and the files of this child are those of ${locked}.`,
    why: "What a version changes in your files comes with `upgrade`, not with the packages.",
    fix: "pnpm exec osorganicai upgrade",
  };
}

function notInstalled(names: readonly string[]): Finding {
  return { severity: "error", what: `Not installed: ${names.join(", ")}.`, fix: "pnpm install" };
}

function noneOfOurs(): Finding {
  return {
    severity: "error",
    what: "package.json names no package of OSOrganicAI.",
    why: "A child is made of them.",
    fix: "pnpm add @osorganicai/core @osorganicai/agents-po @osorganicai/agents-dev @osorganicai/instance",
  };
}

function mixed(packages: readonly InstalledPackage[]): Finding {
  const names = new Map<string, Set<string>>();
  for (const { name, version } of packages) names.set(version, (names.get(version) ?? new Set()).add(name));
  const list = [...names]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([version, all]) => `${version} (${[...all].toSorted().join(", ")})`);
  return {
    severity: "error",
    what: `Packages of different versions are installed: ${list.join("; ")}.`,
    why: "They are released together; nobody has tested them in this mixture.",
    fix: 'pnpm update --latest "@osorganicai/*" osorganicai && pnpm exec osorganicai upgrade',
  };
}
