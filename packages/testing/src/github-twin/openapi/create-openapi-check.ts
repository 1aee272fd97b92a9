import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { findUnknownKeys } from "./find-unknown-keys.ts";
import type { OperationMatch, Schema } from "./operation.ts";
import type { OpenApiExtract } from "./read-openapi.ts";

/** Compares what is said with what GitHub documents. Every method gives sentences; none means that all is well. */
export interface OpenApiCheck {
  findParameterFaults(match: OperationMatch, query: URLSearchParams): readonly string[];
  findBodyFaults(match: OperationMatch, body: unknown): readonly string[];
  /** A status that GitHub does not document for the operation is a fault as well. */
  findAnswerFaults(match: OperationMatch, status: number, body: unknown): readonly string[];
}

/** Any operation may answer these, documented or not. */
const ordinaryFailures = [400, 401, 403, 404, 409, 422, 500, 501];

/** Schemas are compiled when they are first needed: a test uses few of them. */
export function createOpenApiCheck({ components }: OpenApiExtract): OpenApiCheck {
  const strict = createValidator(components, false);
  const lenient = createValidator(components, "array");
  const unknown = (schema: Schema, value: unknown) =>
    findUnknownKeys({ components }, schema, value).map((key) => `${key}: GitHub does not know this field`);
  return {
    findParameterFaults({ operation, parameters }, query) {
      const given = Object.fromEntries(query);
      return [
        ...lenient(operation.pathSchema, { ...parameters }),
        ...lenient(operation.querySchema, { ...given }),
        ...unknown(operation.querySchema, given),
      ];
    },
    findBodyFaults({ operation }, body) {
      if (operation.body === undefined || (body === undefined && !operation.bodyRequired)) return [];
      const given = body ?? {};
      return [...strict(operation.body, given), ...unknown(operation.body, given)];
    },
    findAnswerFaults({ operation }, status, body) {
      const documented = operation.answers.has(status);
      if (!documented && !ordinaryFailures.includes(status)) return [`status ${status} is not documented`];
      const schema = operation.answers.get(status);
      if (schema === undefined || status >= 400) return [];
      return [...strict(schema, body), ...unknown(schema, body)];
    },
  };
}

function createValidator(components: Schema, coerceTypes: "array" | false) {
  // What is left out makes compiling nine times faster; the extract is known to be valid, and small.
  const fast = { validateSchema: false, meta: false, inlineRefs: false, code: { optimize: false } } as const;
  const formats = { "repo.nwo": true, timezone: true } as const;
  const ajv = new Ajv({ ...fast, strict: false, allErrors: true, coerceTypes, formats });
  addFormats.default(ajv);
  // Bots commit as `1+name[bot]@users.noreply.github.com`, which no RFC allows.
  ajv.addFormat("email", /^[^\s@]+@[^\s@]+$/);
  ajv.addSchema({ $id: "github", components });
  const compiled = new WeakMap<Schema, ValidateFunction>();
  const compile = (schema: Schema) =>
    ajv.compile(
      JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"github#/components')) as Schema,
    );
  return (schema: Schema, value: unknown): readonly string[] => {
    const validate = compiled.get(schema) ?? compile(schema);
    compiled.set(schema, validate);
    if (validate(value)) return [];
    const faults = (validate.errors ?? []).map(({ instancePath, message, params }) => {
      const facts = Object.values(params)
        .flat()
        .filter((fact) => typeof fact === "string");
      return `${instancePath.replace(/\/\d+(?=\/|$)/g, "/*") || "/"} ${message} (${facts.join(", ")})`;
    });
    return [...new Set(faults)].slice(0, 8);
  };
}
