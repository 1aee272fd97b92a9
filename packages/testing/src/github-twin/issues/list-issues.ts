import { repairAnswer } from "../emulator/repairs.ts";
import type { IssueJson, PullJson } from "../json.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import { pullAsIssue } from "./pull-as-issue.ts";

/** Issues and pull requests of a repository, as GitHub lists them together, for the query of `issues/list-for-repo`. */
export async function listIssues(
  twin: Twin,
  repository: TwinRepository,
  query: URLSearchParams,
): Promise<readonly IssueJson[]> {
  const filter = new URLSearchParams(query);
  filter.delete("page");
  filter.delete("per_page");
  const state = query.get("state") ?? "open";
  const [issues, pulls] = await Promise.all([
    askAll<IssueJson>(twin, `/repos/${repository.fullName}/issues?${filter}`),
    askAll<PullJson>(twin, `/repos/${repository.fullName}/pulls?state=${state}`),
  ]);
  const views = pulls.map((pull) => pullAsIssue(twin, pull)).filter((view) => fits(view, query));
  const repaired = repairAnswer(twin, "issues/list-for-repo", issues) as readonly IssueJson[];
  return [...repaired, ...views].sort(comparison(query));
}

/** Every page of one of the emulator's lists. The path ends in a query. */
export async function askAll<T>(twin: Twin, path: string): Promise<readonly T[]> {
  const all: T[] = [];
  for (let page = 1; all.length === (page - 1) * 100; page += 1)
    all.push(...((await twin.emulator.ask("GET", `${path}&per_page=100&page=${page}`)) as T[]));
  return all;
}

/** The filters that the emulator applies to issues, for pull requests. */
function fits(view: IssueJson, query: URLSearchParams): boolean {
  const names = view.labels.map(({ name }) => name);
  const wanted = (query.get("labels") ?? "").split(",").filter(Boolean);
  const creator = query.get("creator");
  const elsewhere = query.has("milestone") || query.has("assignee");
  const recent = String(view["updated_at"]) >= (query.get("since") ?? "");
  return (
    !elsewhere &&
    recent &&
    wanted.every((name) => names.includes(name)) &&
    (creator ?? view.user.login) === view.user.login
  );
}

function comparison(query: URLSearchParams): (one: IssueJson, other: IssueJson) => number {
  const field = { updated: "updated_at", comments: "comments" }[query.get("sort") ?? ""] ?? "created_at";
  const sign = query.get("direction") === "asc" ? 1 : -1;
  return (one, other) => {
    const [a, b] = [one[field], other[field]];
    if (a === b) return sign * (one.number - other.number);
    return (a as string) < (b as string) ? -sign : sign;
  };
}
