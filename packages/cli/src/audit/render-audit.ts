import type { VerifyReport } from "./run-verify.ts";

/** Pure: one line per finding, and a last one that says it all. */
export function renderAudit(report: VerifyReport): string {
  const { found, findings } = report;
  const more = found - findings.length;
  const lines = [
    ...findings.map(({ what }) => what),
    ...(more > 0 ? [`${more} more are not shown.`] : []),
    `${found === 0 ? "The audit trail is what was written" : `${count(found, "finding")}: this audit trail is not what was written`}. ${extent(report)}`,
  ];
  return `${lines.join("\n")}\n`;
}

function extent({ rows, chains, anchors, pullRequestsAsked }: VerifyReport): string {
  const { effects, pullRequests, silentPullRequests } = anchors;
  const silent = silentPullRequests > 0 ? ` (${silentPullRequests} more say nothing)` : "";
  const asked = pullRequestsAsked
    ? `${count(pullRequests, "pull request")}${silent}`
    : "no pull request: set GITHUB_TOKEN or the App's key for that";
  return `${count(rows, "row")} in ${count(chains, "chain")}, compared with ${count(effects, "effect")} and ${asked}.`;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
