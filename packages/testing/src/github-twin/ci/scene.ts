import type { Twin, TwinRepository } from "../twin.ts";
import type { WorkflowTrigger } from "./match-workflow.ts";

/** What a workflow runs about. */
export interface Scene {
  readonly twin: Twin;
  readonly repository: TwinRepository;
  readonly trigger: WorkflowTrigger;
}
