import { readFileSync } from "node:fs";
import type { ModelScript, ScriptedCall } from "@osorganicai/testing";

/** What docs/model-calls.md says of one call, as JSON. */
interface DocumentedCall {
  readonly purpose: string;
  /** The tool whose call ends the work. */
  readonly endedBy: string;
  readonly tools: readonly { readonly name: string; readonly parameters: JsonSchema }[];
}

/** The part of JSON Schema that the document uses. */
interface JsonSchema {
  readonly type: "object" | "array" | "string" | "boolean" | "integer" | "number";
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
}

/** What is true of one issue only: values by purpose, tool and field. Each entry of a tool's list is one call. */
export type Facts = Readonly<
  Record<string, Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>>
>;

/** The calls that docs/model-calls.md documents. */
export function readDocumentedCalls(): readonly DocumentedCall[] {
  const path = new URL("../../../../docs/model-calls.md", import.meta.url);
  const blocks = readFileSync(path, "utf8").matchAll(/^```json\n([\s\S]*?)\n```$/gm);
  return [...blocks].map(([, json = ""]) => JSON.parse(json) as DocumentedCall);
}

/**
 * A model that knows nothing but the document and the facts of one issue. It first calls, one a turn, every tool that
 * needs no input, then those it has facts for, and at last the one that ends the work.
 */
export function scriptFromDocument(calls: readonly DocumentedCall[], facts: Facts): ModelScript {
  return Object.fromEntries(
    calls.map((call) => {
      const turns = planTurns(call, facts[call.purpose] ?? {});
      return [
        call.purpose,
        ({ turn }: { readonly turn: number }) => ({ calls: turns.slice(turn, turn + 1) }),
      ];
    }),
  );
}

function planTurns({ tools, endedBy }: DocumentedCall, facts: Facts[string]): readonly ScriptedCall[] {
  const callsOf = ({ name, parameters }: DocumentedCall["tools"][number]): readonly ScriptedCall[] => {
    const known = facts[name] ?? ((parameters.required ?? []).length === 0 ? [{}] : []);
    return known.map((values) => ({ name, input: valueFor(parameters, values) }));
  };
  const ends = tools.filter(({ name }) => name === endedBy);
  return [...tools.filter((tool) => !ends.includes(tool)), ...ends].flatMap(callsOf);
}

/** What the facts say, and the smallest value that fits the schema where they say nothing. */
function valueFor(schema: JsonSchema, known: unknown): unknown {
  if (schema.type !== "object") return known ?? smallest(schema);
  const values = (known ?? {}) as Readonly<Record<string, unknown>>;
  const unknownFields = Object.keys(values).filter((field) => !schema.properties?.[field]);
  if (unknownFields.length > 0) throw new Error(`The document has no field ${unknownFields.join(", ")}.`);
  return Object.fromEntries(
    Object.entries(schema.properties ?? {})
      .filter(([field]) => field in values || schema.required?.includes(field))
      .map(([field, property]) => [field, valueFor(property, values[field])]),
  );
}

function smallest({ type, enum: choices, minItems = 0, items, minimum = 0 }: JsonSchema): unknown {
  if (choices) return choices[0];
  if (type === "boolean") return false;
  if (type === "integer" || type === "number") return minimum;
  if (type === "array")
    return items ? Array.from({ length: minItems }, () => valueFor(items, undefined)) : [];
  return "x";
}
