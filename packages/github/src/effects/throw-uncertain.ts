import { OSOrganicError } from "@osorganicai/core";
import type { Effect } from "./effect.ts";

/** @throws OSOrganicError `effect_uncertain`, always: writing once more could do it twice */
export function throwUncertain(
  { name, kind, key }: Pick<Effect<unknown>, "name" | "kind" | "key">,
  why: string,
): never {
  throw new OSOrganicError(
    "effect_uncertain",
    `I cannot tell what became of ${name}: ${why}. I did not write it again, because it could then be there twice. Look whether it is there, and go on from what you see.`,
    { details: { kind, key } },
  );
}
