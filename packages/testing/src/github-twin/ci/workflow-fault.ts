/** A workflow file that cannot be used. */
export class WorkflowFault extends Error {
  /** `reading`: whatever starts it, it is no workflow. `starting`: something that it asks for is not possible. */
  readonly found: "reading" | "starting";

  constructor(message: string, found: WorkflowFault["found"]) {
    super(message);
    this.found = found;
  }
}
