import type { FlowResult } from "../flow/read-result.ts";
import type { Flow } from "../flow/start-flow.ts";
import { plural } from "./words.ts";

/** The end of the story in numbers, and where to look. */
export function summarize(result: FlowResult, flow: Flow, kept: boolean): string {
  const { deliveries, runs, effects, modelCalls, durationMs, pullRequest, checks, deployments, scripted } =
    result;
  const rows: readonly (readonly [string, string])[] = [
    [
      "Issue",
      `#${result.issue.number} ${result.issue.title} (${result.issue.state}, ${plural(result.comments.length, "comment")})`,
    ],
    [
      "Pull request",
      pullRequest
        ? `#${pullRequest.number} ${pullRequest.title} (${plural(pullRequest.files.length, "file")}, ${result.merged ? "merged" : "not merged"})`
        : "none",
    ],
    ["CI", checks.map(({ name, conclusion }) => `${name} ${conclusion}`).join(", ") || "none"],
    [
      "Deployed",
      deployments
        .map(
          ({ environment, url, healthy }) => `${environment} ${url} ${healthy ? "healthy" : "not healthy"}`,
        )
        .join(", ") || "no",
    ],
    [
      "Deliveries",
      `${deliveries.total} received, ${plural(runs, "run")} (checks and deployments first find their issue), ${plural(effects, "write")} to GitHub`,
    ],
    [
      "Model",
      `${plural(modelCalls.count, "call")}, ${modelCalls.inputTokens} tokens in, ${modelCalls.outputTokens} out, ${cost(modelCalls, scripted)}`,
    ],
    ["Time", `${(durationMs / 1000).toFixed(1)} s from opening the issue to its end`],
    ...(kept ? whereToLook(flow, result.issue.number) : []),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join("\n");
}

function cost({ costUsd, unpriced }: FlowResult["modelCalls"], scripted: boolean): string {
  if (scripted) return `free; this many tokens would cost about $${costUsd.toFixed(2)}`;
  return `$${costUsd.toFixed(2)}${unpriced > 0 ? ` and ${plural(unpriced, "call")} whose price is not known` : ""}`;
}

function whereToLook(
  { twin, child, scenario, directory }: Flow,
  issueNumber: number,
): readonly (readonly [string, string])[] {
  const { owner, name } = scenario.repository;
  return [
    ["Repository", `git clone ${twin.url}/${owner}/${name}.git`],
    ["Issue thread", `${twin.url}/repos/${owner}/${name}/issues/${issueNumber}/comments`],
    ["Report", `${child.url}/api/report`],
    ["Files", directory],
  ];
}
