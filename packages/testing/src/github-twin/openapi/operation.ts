/** A JSON Schema; nobody but the validator looks into it. */
export type Schema = Readonly<Record<string, unknown>>;

/** One operation of GitHub's REST API, as GitHub describes it. */
export interface Operation {
  /** GitHub's own name, e.g. `issues/create`. */
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  /** With `{parameters}`. */
  readonly path: string;
  /** Of all path parameters, and of all query parameters, as one object each. */
  readonly pathSchema: Schema;
  readonly querySchema: Schema;
  /** Undefined when it takes no JSON. */
  readonly body: Schema | undefined;
  readonly bodyRequired: boolean;
  /** Documented statuses; undefined where an answer has no JSON. */
  readonly answers: ReadonlyMap<number, Schema | undefined>;
}

/** An operation that a request asks for. */
export interface OperationMatch {
  readonly operation: Operation;
  /** Values of the path's parameters, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
}
