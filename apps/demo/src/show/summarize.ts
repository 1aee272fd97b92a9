import type { FlowResult } from "../flow/read-result.ts";
import type { Flow } from "../flow/start-flow.ts";

/** The end of the story in numbers, and where to look. */
export function summarize(result: FlowResult, flow: Flow, kept: boolean): string {
  const { deliveries, runs, effects, modelCalls, durationMs, pullRequest, checks, deployments, scripted } =
    result;
  const rows: readonly (readonly [string, string])[] = [
    [
      "Issue",
      `#${result.issue.number} ${result.issue.title} (${result.issue.state}, ${result.comments.length} comments)`,
    ],
    [
      "Pull request",
      pullRequest
        ? `#${pullRequest.number} ${pullRequest.title} (${pullRequest.files.length} files, ${result.merged ? "merged" : "not merged"})`
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
    ["Deliveries", `${deliveries.total}, worked off in ${runs} runs with ${effects} effects`],
    [
      "Model",
      `${modelCalls.count} calls, ${modelCalls.inputTokens} tokens in, ${modelCalls.outputTokens} out, ${cost(modelCalls, scripted)}`,
    ],
    ["Time", `${(durationMs / 1000).toFixed(1)} s from the issue to its end`],
    ...(kept ? whereToLook(flow) : []),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join("\n");
}

function cost({ costUsd, unpriced }: FlowResult["modelCalls"], scripted: boolean): string {
  if (scripted) return `nothing paid (a model would have cost about $${costUsd.toFixed(2)})`;
  return `$${costUsd.toFixed(2)}${unpriced > 0 ? ` and ${unpriced} calls whose price is not known` : ""}`;
}

function whereToLook({ twin, child, scenario, directory }: Flow): readonly (readonly [string, string])[] {
  const { owner, name } = scenario.repository;
  return [
    ["Repository", `git clone ${twin.url}/${owner}/${name}.git`],
    ["Issue thread", `${twin.url}/repos/${owner}/${name}/issues/1/comments`],
    ["Report", `${child.url}/api/report`],
    ["Files", directory],
  ];
}
