import type { Check } from "@osorganicai/core";
import type { CheckVerdict } from "./decide-on-checks.ts";

const MAX_SUMMARY = 1500;
const icons = { pending: "⏳", success: "✅", failure: "❌" } as const;
const headlines: Readonly<Record<CheckVerdict["kind"], string>> = {
  pending: "CI is running",
  absent: "This repository has no CI",
  green: "CI passed",
  red: "CI failed",
};

/** The one comment about CI on the pull request; it is edited in place. */
export function renderChecks(verdict: CheckVerdict, checks: readonly Check[], headSha: string): string {
  const rows = checks.map(
    ({ name, state, url }) => `| ${icons[state]} | ${url ? `[${name}](${url})` : name} | ${state} |`,
  );
  const table = rows.length > 0 ? [["| | Check | State |", "| --- | --- | --- |", ...rows].join("\n")] : [];
  return [
    `### ${headlines[verdict.kind]}`,
    ...table,
    ...(verdict.kind === "red" ? verdict.failed.map(renderFailure) : []),
    `Commit ${headSha.slice(0, 7)}.`,
  ].join("\n\n");
}

/** One failed check with the end of its report, for the pull request and for the issue. */
export function renderFailure({ name, summary }: Check): string {
  const report = summary.trim().slice(-MAX_SUMMARY).replaceAll("```", "'''");
  return `**${name}** failed${report === "" ? "." : `:\n\n\`\`\`\n${report}\n\`\`\``}`;
}
