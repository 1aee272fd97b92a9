/** A product, an issue on it, and what a model would say. */
export interface Scenario {
  readonly name: string;
  /** One line for the list of scenarios. */
  readonly about: string;
  readonly repository: {
    readonly owner: string;
    readonly name: string;
    /** Absolute. */
    readonly directory: string;
  };
  readonly issue: { readonly title: string; readonly body: string };
  /** What the author answers when asked. */
  readonly answer: string;
  /** Module whose export `script` answers when no model is configured. Absolute. */
  readonly scriptModule: string;
}
