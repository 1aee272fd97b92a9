import type { Check } from "../check.ts";

/** From here on node runs a child's TypeScript as it is. https://nodejs.org/api/typescript.html */
const LEAST = [22, 18] as const;

/** Node is new enough for a child's configuration and agents. */
export const nodeCheck: Check = {
  name: "node",
  title: "Node.js",
  async run({ nodeVersion }) {
    const [major = 0, minor = 0] = nodeVersion.replace(/^v/, "").split(".").map(Number);
    const enough = major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
    if (enough) return [{ severity: "ok", what: `Node.js ${nodeVersion.replace(/^v/, "")}.` }];
    return [
      {
        severity: "error",
        what: `This is Node.js ${nodeVersion.replace(/^v/, "")}; a child needs ${LEAST.join(".")} or newer.`,
        why: "Older ones cannot load osorganicai.config.ts and src/agents without a build.",
        fix: "Install Node.js 24, the current long-term version, from https://nodejs.org or with your version manager.",
      },
    ];
  },
};
