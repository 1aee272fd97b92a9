/** One promise of a port, as plain data, so that any test runner can check it on any adapter. */
export interface ContractCase<Subject> {
  /** A sentence that continues the adapter's name: "records a redelivered event once". */
  readonly name: string;
  /** Resolves when the promise is kept, throws an assertion error when not. */
  check(subject: Subject): Promise<void>;
}
