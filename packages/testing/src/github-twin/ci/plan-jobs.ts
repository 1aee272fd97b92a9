import type { ExpressionValues } from "./expand-expressions.ts";

import type { Job, Workflow } from "./workflow.ts";
import { WorkflowFault } from "./workflow-fault.ts";

/** One job with one choice of its matrix. */
export interface PlannedJob {
  readonly job: Job;
  /** As its check run is called. */
  readonly name: string;
  /** `matrix.<key>`. */
  readonly matrix: ExpressionValues;
}

/** All jobs of a workflow, each after those it needs. @throws WorkflowFault for circles and unknown names */
export function planJobs({ path, jobs }: Workflow): readonly PlannedJob[] {
  const planned: Job[] = [];
  while (planned.length < jobs.length) {
    const done = planned.map(({ id }) => id);
    const next = jobs.filter(
      ({ id, needs }) => !done.includes(id) && needs.every((need) => done.includes(need)),
    );
    if (next.length === 0) {
      const stuck = jobs.filter(({ id }) => !done.includes(id)).map(({ id }) => id);
      throw new WorkflowFault(`${path}: ${stuck.join(", ")} can never start. Correct "needs".`, "starting");
    }
    planned.push(...next);
  }
  return planned.flatMap(expandMatrix);
}

function expandMatrix(job: Job): readonly PlannedJob[] {
  const keys = Object.entries(job.matrix);
  const choices = keys.reduce<readonly (readonly string[])[]>(
    (rows, [, values]) => rows.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  );
  return choices.map((choice) => ({
    job,
    name: choice.length === 0 ? job.name : `${job.name} (${choice.join(", ")})`,
    matrix: Object.fromEntries(keys.map(([key], position) => [`matrix.${key}`, choice[position] ?? ""])),
  }));
}
