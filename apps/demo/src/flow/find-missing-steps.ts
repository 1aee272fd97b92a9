import type { FlowResult } from "./read-result.ts";

/** What must have happened, in the order of the nine steps. */
const steps: readonly { readonly name: string; readonly happened: (result: FlowResult) => boolean }[] = [
  { name: "1 the issue was opened", happened: ({ issue }) => issue.number > 0 },
  { name: "2 deliveries arrived", happened: ({ deliveries }) => deliveries.total > 0 },
  {
    name: "3 every delivery was worked off",
    happened: ({ deliveries, runs }) => (deliveries["recorded"] ?? 0) === 0 && runs > 0,
  },
  {
    name: "4 a contract with acceptance criteria was written",
    happened: ({ contract }) => (contract?.criteria.length ?? 0) > 0,
  },
  {
    name: "5 a pull request maps each criterion to its tests",
    happened: ({ pullRequest, contract }) => mapsEveryCriterion(pullRequest, contract),
  },
  {
    name: "6 CI ran green and reported in one comment",
    happened: ({ checks, pullRequest }) => allGreen(checks) && ciComments(pullRequest) === 1,
  },
  {
    name: "7 a preview was deployed and found healthy, and only then the pull request was merged",
    happened: ({ merged, pullRequest, beforeMerge, deployments }) =>
      isDeployed(deployments, /^preview/i) &&
      beforeMerge.previewDeployed &&
      beforeMerge.previewChecked &&
      merged &&
      pullRequest?.draft === false,
  },
  {
    name: "8 production is deployed and healthy",
    happened: ({ deployments }) => isDeployed(deployments, /^production/i),
  },
  {
    name: "9 the issue was told and closed",
    happened: ({ comments, labels, issue, deployments }) =>
      labels.includes("deployed") && issue.state === "closed" && toldBothAddresses(comments, deployments),
  },
];

/** The steps that did not truly happen; empty when all nine did. */
export function findMissingSteps(result: FlowResult): readonly string[] {
  return steps.filter(({ happened }) => !happened(result)).map(({ name }) => name);
}

function mapsEveryCriterion(
  pullRequest: FlowResult["pullRequest"],
  contract: FlowResult["contract"],
): boolean {
  const rows = pullRequest?.body.split("\n").filter((line) => line.startsWith("| **")) ?? [];
  return (
    contract !== null &&
    contract.criteria.every(({ id }) =>
      rows.some((row) => row.startsWith(`| **${id}**`) && row.includes("`")),
    )
  );
}

function allGreen(checks: FlowResult["checks"]): boolean {
  return checks.length > 0 && checks.every(({ conclusion }) => conclusion === "success");
}

function ciComments(pullRequest: FlowResult["pullRequest"]): number {
  return pullRequest?.comments.filter(({ body }) => body.startsWith("### CI ")).length ?? 0;
}

function isDeployed(deployments: FlowResult["deployments"], environment: RegExp): boolean {
  return deployments.some((deployment) => environment.test(deployment.environment) && deployment.healthy);
}

function toldBothAddresses(
  comments: FlowResult["comments"],
  deployments: FlowResult["deployments"],
): boolean {
  const last = comments.at(-1)?.body ?? "";
  return deployments.length >= 2 && deployments.every(({ url }) => last.includes(url));
}
