import type { Trial } from "../trial.ts";
import { isNumber } from "./is-number.ts";
import { itsdangerous } from "./itsdangerous.ts";
import { micromark } from "./micromark.ts";
import { t3Env } from "./t3-env.ts";
import { ufo } from "./ufo.ts";
import { uuid } from "./uuid.ts";

/** Every repository that is tried, in order. */
export const trials: readonly Trial[] = [isNumber, ufo, itsdangerous, uuid, t3Env, micromark];
