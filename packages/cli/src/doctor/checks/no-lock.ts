import { type Finding, notAsked } from "../check.ts";

/** For checks that need to know what was written into a child. */
export function noLock(): readonly Finding[] {
  return notAsked("There is no .osorganicai/lock.json: nobody knows what was written into this folder.");
}
