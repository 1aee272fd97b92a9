import { createRequire } from "node:module";
import type { Operation, Schema } from "./operation.ts";

/** The extract of GitHub's OpenAPI description that this package carries. */
export interface OpenApiExtract {
  readonly operations: readonly Operation[];
  /** Everything that operations refer to, under `#/components/schemas/`. */
  readonly components: Schema;
}

interface RawOperation {
  readonly operationId: string;
  readonly parameters?: readonly RawParameter[];
  readonly requestBody?: RawBody;
  readonly responses: Readonly<Record<string, RawBody>>;
}

interface RawParameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

interface RawBody {
  readonly required?: boolean;
  readonly content?: { readonly "application/json": { readonly schema: Schema } };
}

interface RawDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components: Schema;
}

/** Reads the extract. It is found by the package's own name, so that sources and build find the same file. */
export function readOpenApi(): OpenApiExtract {
  const require = createRequire(import.meta.url);
  const { paths, components } = require("@osorganicai/testing/github-openapi.json") as RawDocument;
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => parseOperation(method, path, operation)),
  );
  return { operations, components };
}

function parseOperation(method: string, path: string, raw: RawOperation): Operation {
  const { operationId: id, parameters = [], requestBody, responses } = raw;
  return {
    id,
    method: method.toUpperCase(),
    path,
    pathSchema: schemaOfParameters(parameters, "path"),
    querySchema: schemaOfParameters(parameters, "query"),
    body: schemaOf(requestBody),
    bodyRequired: requestBody?.required ?? false,
    answers: new Map(Object.entries(responses).map(([status, answer]) => [Number(status), schemaOf(answer)])),
  };
}

function schemaOfParameters(parameters: readonly RawParameter[], place: string): Schema {
  const here = parameters.filter((parameter) => parameter.in === place);
  return {
    type: "object",
    properties: Object.fromEntries(here.map(({ name, schema }) => [name, schema])),
    required: here.filter(({ required }) => required).map(({ name }) => name),
  };
}

function schemaOf(body: RawBody | undefined): Schema | undefined {
  return body?.content?.["application/json"].schema;
}
