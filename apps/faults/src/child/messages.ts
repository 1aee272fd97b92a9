import type { InstanceConfig } from "@osorganicai/core";
import type { InstanceOptions } from "@osorganicai/instance";
import type { Point } from "./point.ts";
import type { Origins } from "./visit.ts";

/** What a child is started with, beside its environment. */
export interface WorkerOptions {
  readonly config: InstanceConfig;
  /** Its folder. */
  readonly directory: string;
  /** 0 takes a free one; a restart takes the same. */
  readonly port: number;
  readonly origins: Origins;
  /** What makes it quick. */
  readonly options: Pick<InstanceOptions, "engine">;
  /** Whether it works on runs, or only takes deliveries. */
  readonly works: boolean;
  readonly record: boolean;
  readonly dieAt?: Point;
}

/** From the test to the child: what happens at which place from now on. */
export interface ToChild {
  readonly record: boolean;
  readonly dieAt?: Point;
  /** It stops there, once, until somebody wakes it. */
  readonly freezeAt?: Point;
}

/** From the child to the test. */
export type FromChild =
  | { readonly kind: "listening"; readonly url: string; readonly port: number }
  /** The engine is started and what was missed is swept up. */
  | { readonly kind: "working" }
  | { readonly kind: "armed" }
  | { readonly kind: "point"; readonly point: Point };
