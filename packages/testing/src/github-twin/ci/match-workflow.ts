import type { Workflow, WorkflowEvent } from "./workflow.ts";

/** Something that may start workflows. */
export interface WorkflowTrigger {
  readonly event: "push" | "pull_request";
  /** Of a pull request: `opened`, `synchronize` or `reopened`. */
  readonly action: string | undefined;
  /** The branch that was pushed to, or the pull request's base. */
  readonly branch: string;
  readonly sha: string;
  /** Of a pull request. */
  readonly pull: { readonly number: number; readonly headRef: string } | undefined;
  /** Login of whoever did it. */
  readonly actor: string;
}

/** Without `types` GitHub runs for these. https://docs.github.com/actions/reference/events-that-trigger-workflows#pull_request */
const defaultTypes = ["opened", "synchronize", "reopened"];

/** The entry of `on` by which a workflow is started, or undefined when it is not. */
export function matchWorkflow({ on }: Workflow, trigger: WorkflowTrigger): WorkflowEvent | undefined {
  return on.find(
    ({ name, branches, branchesIgnore, types = defaultTypes }) =>
      name === trigger.event &&
      (trigger.action === undefined || types.includes(trigger.action)) &&
      (branches === undefined || matchesPatterns(trigger.branch, branches)) &&
      !(branchesIgnore !== undefined && matchesPatterns(trigger.branch, branchesIgnore)),
  );
}

/** The last pattern that fits decides; one that begins with `!` excludes. */
function matchesPatterns(branch: string, patterns: readonly string[]): boolean {
  const last = patterns.findLast((pattern) => patternToRegExp(pattern.replace(/^!/, "")).test(branch));
  return last !== undefined && !last.startsWith("!");
}

/** `*` stops at a slash, `**` does not. */
function patternToRegExp(pattern: string): RegExp {
  const source = pattern.split(/(\*\*|\*|\?)/).map((part) => {
    if (part === "**") return ".*";
    if (part === "*") return "[^/]*";
    return part === "?" ? "." : part.replace(/[\\^$.|+()[\]{}]/g, "\\$&");
  });
  return new RegExp(`^${source.join("")}$`);
}
