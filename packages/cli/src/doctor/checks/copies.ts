import type { Check, Finding } from "../check.ts";
import type { InstalledPackage } from "../child/find-installed.ts";

/** What must exist once, because its objects pass between packages, and what breaks otherwise. */
const shared: Readonly<Record<string, string>> = {
  "@osorganicai/core": "Agents of one copy are no agents to the other one.",
  zod: "Schemas of one copy are not understood by the other one.",
  "@langchain/core": "Messages and models of one copy are refused by the other one.",
};

/** One copy of core, zod and @langchain/core, as the child and our packages find them. */
export const copiesCheck: Check = {
  name: "copies",
  title: "Shared packages",
  async run({ child }) {
    const { packages } = await child.installed();
    const doubled = Object.entries(shared).flatMap(([name, why]) => {
      const copies = packages.filter((found) => found.name === name);
      return copies.length > 1 ? [tooMany(name, why, copies)] : [];
    });
    if (doubled.length > 0) return doubled;
    return [{ severity: "ok", what: `One copy each of ${Object.keys(shared).join(", ")}.` }];
  },
};

function tooMany(name: string, why: string, copies: readonly InstalledPackage[]): Finding {
  return {
    severity: "error",
    what: `${copies.length} copies of ${name} are installed: ${copies
      .map(({ version }) => version)
      .toSorted()
      .join(", ")}.`,
    why,
    fix: `Let package.json name the range that the packages ask for, then: pnpm dedupe (pnpm why -r ${name} shows who asks for which)`,
  };
}
