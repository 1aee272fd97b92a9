import { parse } from "yaml";

/** Where a pull request comes from and goes to. */
export interface PullRequestBranches {
  readonly branch: string;
  readonly baseBranch: string;
}

/**
 * Pure: whether a workflow will run for a pull request's head. Filters by path are left out of account, so that a
 * workflow that may run is waited for; a file that GitHub could not read is none.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#on
 */
export function expectsChecks(workflowTexts: readonly string[], branches: PullRequestBranches): boolean {
  return workflowTexts.flatMap(eventsOf).some((event) => runs(event, branches));
}

/** One entry of `on`. */
interface WorkflowEvent {
  readonly name: string;
  readonly filters: Readonly<Record<string, unknown>>;
}

/** `on: push`, `on: [push, pull_request]`, or a mapping with filters. */
function eventsOf(text: string): readonly WorkflowEvent[] {
  const { on } = readYaml(text);
  if (typeof on === "string" || Array.isArray(on)) return listOf(on).map((name) => ({ name, filters: {} }));
  return Object.entries(objectOf(on)).map(([name, filters]) => ({ name, filters: objectOf(filters) }));
}

function readYaml(text: string): Readonly<Record<string, unknown>> {
  try {
    return objectOf(parse(text));
  } catch {
    return {};
  }
}

function runs({ name, filters }: WorkflowEvent, { branch, baseBranch }: PullRequestBranches): boolean {
  if (name === "pull_request" || name === "pull_request_target")
    return runsForCommits(filters["types"]) && fits(baseBranch, filters);
  if (name !== "push") return false;
  // Somebody who names tags and no branches wants no branches.
  const tagsOnly = filters["tags"] !== undefined || filters["tags-ignore"] !== undefined;
  const named = filters["branches"] !== undefined || filters["branches-ignore"] !== undefined;
  return (named || !tagsOnly) && fits(branch, filters);
}

/** Whether it runs when a pull request gets commits, and not only when it is labelled, closed and the like. */
function runsForCommits(types: unknown): boolean {
  return types === undefined || listOf(types).some((type) => /^(opened|synchronize|reopened)$/.test(type));
}

function fits(branch: string, { branches, "branches-ignore": ignored }: WorkflowEvent["filters"]): boolean {
  if (branches !== undefined) return matches(branch, listOf(branches));
  return ignored === undefined || !matches(branch, listOf(ignored));
}

/** The last pattern that fits decides; one that begins with `!` excludes. */
function matches(branch: string, patterns: readonly string[]): boolean {
  const last = patterns.findLast((pattern) => toRegExp(pattern.replace(/^!/, "")).test(branch));
  return last !== undefined && !last.startsWith("!");
}

/**
 * `*` stops at a slash, `**` does not; `?` and `+` repeat what is before them, `[]` chooses a character.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
function toRegExp(pattern: string): RegExp {
  const source = pattern.replace(/\*\*|\*|\\?[\s\S]/g, (part) => {
    if (part === "**") return ".*";
    if (part === "*") return "[^/]*";
    return /^[?+[\]\w/-]$/.test(part) ? part : `\\${part.slice(-1)}`;
  });
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return /^$/;
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

function listOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
