import { acknowledged } from "../acknowledged/acknowledged.ts";
import { chaos } from "../chaos/chaos.ts";
import { crashPoints } from "../crash-points/crash-points.ts";
import { limits } from "../limits/limits.ts";
import { order } from "../order/order.ts";
import { sweep } from "../sweep/sweep.ts";
import { zombies } from "../zombies/zombies.ts";
import type { Suite } from "./suite.ts";

/** In the order in which they run. */
export const suites: readonly Suite[] = [crashPoints, sweep, limits, chaos, acknowledged, zombies, order];
