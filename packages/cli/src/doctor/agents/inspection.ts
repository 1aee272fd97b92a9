import type { AgentName, OwnRoute } from "@osorganicai/core";

/** What a child's code turned out to be. JSON, because it comes from another process. */
export interface Inspection {
  /** Why the configuration cannot be used; undefined when it can. */
  readonly configProblem?: string;
  /** `provider:model` by tier, as the configuration says. */
  readonly models?: Readonly<Record<string, string>>;
  readonly agents: readonly InspectedAgent[];
  /** The routes of its own, without their conditions. */
  readonly routes: readonly OwnRoute[];
}

/** One agent that the configuration names. */
export interface InspectedAgent {
  readonly role: AgentName;
  /** Why it cannot be loaded; the rest is empty then. */
  readonly problem?: string;
  /** `ShopDeveloper extends DeveloperAgent`. */
  readonly title: string;
  /** Names of ours that it really changes. */
  readonly overrides: readonly string[];
  readonly dead: readonly DeadOverride[];
}

/** A method or field of a child's agent that nothing will ever use. */
export interface DeadOverride {
  readonly name: string;
  readonly kind: "method" | "field";
  /** `nothing_there`: no class of ours has it. `never_called`: ours still has it, but does not use it. */
  readonly reason: "nothing_there" | "never_called";
  /** The extension point that was probably meant. */
  readonly meant?: string;
}
