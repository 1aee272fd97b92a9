import { acknowledged } from "../acknowledged/acknowledged.ts";
import { chaos } from "../chaos/chaos.ts";
import { crashPoints } from "../crash-points/crash-points.ts";
import { limits } from "../limits/limits.ts";
import { order } from "../order/order.ts";
import { sweep } from "../sweep/sweep.ts";
import { zombies } from "../zombies/zombies.ts";
import type { Suite } from "./suite.ts";

/** Lanes run beside each other, because most suites wait most of their time; in a lane one follows the other. */
export const lanes: readonly (readonly Suite[])[] = [
  [crashPoints],
  [chaos, acknowledged, limits, sweep, zombies, order],
];
