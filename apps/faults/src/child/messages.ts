import type { InstanceConfig } from "@osorganicai/core";
import type { InstanceOptions } from "@osorganicai/instance";
import type { Point } from "./point.ts";
import type { Origins } from "./visit.ts";

/** What a child is started with, beside its environment. All of it goes through JSON. */
export interface WorkerOptions extends ToChild {
  readonly config: InstanceConfig;
  /** Its folder. */
  readonly directory: string;
  /** 0 takes a free one; a restart takes the same. */
  readonly port: number;
  readonly origins: Origins;
  /** What makes it quick. */
  readonly options: Pick<InstanceOptions, "engine" | "limitGitHub" | "settlePausesMs" | "holdMs">;
  /** Whether it works on runs, or only takes deliveries. */
  readonly works: boolean;
}

/** From the test to the child: what happens at which place from now on. */
export interface ToChild {
  /** Whether it tells the places it passes. */
  readonly record: boolean;
  /** It dies at whichever of them it comes to first. */
  readonly dieAt?: readonly Point[];
  /** It stops there, once, until somebody wakes it. */
  readonly freezeAt?: Point;
}

/** From the child to the test. Where it dies it writes to its standard output, which outlives it. */
export type FromChild =
  | { readonly kind: "listening"; readonly url: string; readonly port: number }
  /** The engine is started and what was missed is swept up. */
  | { readonly kind: "working" }
  | { readonly kind: "armed" }
  | { readonly kind: "point"; readonly point: Point };
