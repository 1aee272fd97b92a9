import type { Contract, CriterionTests, HealthReport } from "@osorganicai/core";

/** A deployed address and what it answered. */
interface DeployedAddress {
  readonly url: string;
  readonly health: HealthReport | undefined;
}

/** All that the last comment on the issue says. */
export interface Completion {
  readonly pullRequestNumber: number;
  readonly contract: Contract | undefined;
  readonly tests: readonly CriterionTests[];
  readonly production: DeployedAddress;
  readonly preview: DeployedAddress | undefined;
}

/** The last comment on the issue: where it runs and what was built. */
export function renderCompletion({
  pullRequestNumber,
  contract,
  tests,
  production,
  preview,
}: Completion): string {
  const built = (contract?.criteria ?? []).map(({ id, text }) => {
    const names = tests.filter(({ criterionId }) => criterionId === id).flatMap(({ tests }) => tests);
    return `- ✅ **${id}** ${text}${names.length > 0 ? ` (${names.map((name) => `\`${name.replaceAll("`", "'")}\``).join(", ")})` : ""}`;
  });
  return [
    `### Done: it runs at ${production.url}`,
    `Pull request #${pullRequestNumber} is merged and deployed.`,
    ...(built.length > 0 ? [`**What was built**\n\n${built.join("\n")}`] : []),
    [
      "| | Address | Health |",
      "| --- | --- | --- |",
      row("Production", production),
      ...(preview ? [row("Preview", preview)] : []),
    ].join("\n"),
  ].join("\n\n");
}

function row(name: string, { url, health }: DeployedAddress): string {
  return `| ${name} | ${url} | ${health === undefined ? "" : `${health.healthy ? "✅" : "❌"} ${health.detail}`} |`;
}
