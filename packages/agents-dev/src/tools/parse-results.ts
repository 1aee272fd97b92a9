import { OSOrganicError } from "@osorganicai/core";
import { z } from "zod";
import type { PatchRef } from "../workspace/durable-workspace.ts";
import type { ProvenChange } from "./proof-tools.ts";

const checkRun = z.object({ command: z.string(), exitCode: z.number(), durationMs: z.number() });

const provenChange: z.ZodType<ProvenChange> = z.object({
  summary: z.string(),
  criteria: z.array(z.object({ criterionId: z.string(), tests: z.array(z.string()) })),
  checks: z.array(checkRun),
  testsOnBase: z.array(checkRun),
  changedTests: z.array(z.string()),
});

const patchRef: z.ZodType<PatchRef> = z.strictObject({ sequence: z.int().min(1), tree: z.string() });

/** The value of `submit_change`, from a tool result or from the store. @throws OSOrganicError `model_output_invalid` */
export function parseProvenChange(value: unknown): ProvenChange {
  const result = provenChange.safeParse(value);
  if (result.success) return result.data;
  throw new OSOrganicError("model_output_invalid", "The model stopped working without handing in a change.", {
    cause: result.error,
  });
}

/** The patch a tool result refers to, or undefined when it changed no file. */
export function parsePatchRef(value: unknown): PatchRef | undefined {
  return patchRef.safeParse(value).data;
}
