import { OSOrganicError } from "@osorganicai/core";
import { z } from "zod";

/** A tool as LangChain passes it on to any provider. */
export interface ToolSchema {
  readonly type: "function";
  readonly function: {
    readonly name: string;
    readonly description: string;
    readonly parameters: Readonly<Record<string, unknown>>;
  };
}

/**
 * What the model is told of a tool. The schema is that of the input, before defaults and transforms.
 * @throws OSOrganicError `config_invalid` when the input is not an object, which providers insist on
 */
export function toolSchema(name: string, description: string, input: z.ZodType): ToolSchema {
  const { $schema: _dialect, ...parameters } = z.toJSONSchema(input, { io: "input" });
  if (parameters.type === "object") return { type: "function", function: { name, description, parameters } };
  throw new OSOrganicError(
    "config_invalid",
    `The schema of ${name} must be an object. Wrap it in z.object({ … }).`,
  );
}
