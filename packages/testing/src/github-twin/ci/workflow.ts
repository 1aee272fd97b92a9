/** A workflow as GitHub understands it, reduced to what the twin can run. */
export interface Workflow {
  /** `.github/workflows/ci.yml`. */
  readonly path: string;
  readonly name: string;
  readonly on: readonly WorkflowEvent[];
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: readonly Job[];
}

/** What starts a workflow. Filters are GitHub's patterns; undefined lets everything through. */
export interface WorkflowEvent {
  readonly name: string;
  readonly branches: readonly string[] | undefined;
  readonly branchesIgnore: readonly string[] | undefined;
  readonly types: readonly string[] | undefined;
  /** Filters that the twin does not understand: a workflow that has one fails by name. */
  readonly unsupported: readonly string[];
}

/** One job; a matrix makes several of it. */
export interface Job {
  /** Its key in the workflow. */
  readonly id: string;
  readonly name: string;
  readonly needs: readonly string[];
  readonly condition: string | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly matrix: Readonly<Record<string, readonly string[]>>;
  readonly defaults: StepDefaults;
  readonly timeoutMs: number;
  readonly steps: readonly Step[];
  /** Why it can only fail: keys that the twin does not understand. */
  readonly unsupported: readonly string[];
}

/** What `run:` steps have unless they say otherwise. */
export interface StepDefaults {
  readonly shell: string | undefined;
  readonly workingDirectory: string | undefined;
}

/** One step: either `uses` or `run`. */
export interface Step extends StepDefaults {
  readonly name: string;
  readonly condition: string | undefined;
  readonly uses: string | undefined;
  readonly with: Readonly<Record<string, string>>;
  readonly run: string | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly continueOnError: boolean;
}
