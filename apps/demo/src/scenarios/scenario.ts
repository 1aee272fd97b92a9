import type { ModelScript } from "@osorganicai/testing";

/** A product, an issue on it, and what a model would say. */
export interface Scenario {
  readonly name: string;
  /** One line for the list of scenarios. */
  readonly about: string;
  readonly repository: {
    readonly owner: string;
    readonly name: string /** Absolute. */;
    readonly directory: string;
  };
  readonly issue: { readonly title: string; readonly body: string };
  /** What the author answers when asked. */
  readonly answer: string;
  /** Used when no model is configured. */
  readonly script: ModelScript;
}
