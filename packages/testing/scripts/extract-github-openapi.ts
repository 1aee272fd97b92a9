/**
 * Writes data/github-openapi.json: of GitHub's OpenAPI description, what the twin serves and no more.
 *
 * The description is no dependency, because it unpacks to 394 MB. Install it anywhere outside of the repository:
 *
 *     npm install --prefix /tmp/openapi @octokit/openapi@23.0.2
 *     node scripts/extract-github-openapi.ts /tmp/openapi/node_modules/@octokit/openapi
 *     pnpm format
 *
 * @octokit/openapi is MIT-licensed, Copyright (c) 2020 Octokit contributors.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { operations } from "../src/github-twin/api/operations.ts";

type Json = Record<string, unknown>;

/** Keywords that say nothing about which values are right. */
const prose = [
  "description",
  "example",
  "examples",
  "title",
  "externalDocs",
  "deprecated",
  "default",
  "discriminator",
];
/** Where the description is wrong about GitHub itself, by the text of a schema. */
const corrections: readonly { readonly wrong: string; readonly right: string; readonly why: string }[] = [
  {
    why: "the account of a listed installation is a person or an enterprise, not both at once",
    wrong: '"account":{"anyOf":[{"allOf":[{"type":"object","properties":{"name":',
    right: '"account":{"anyOf":[{"anyOf":[{"type":"object","properties":{"name":',
  },
  {
    why: "a label without a description has null, in lists of pull requests too",
    wrong:
      '"name":{"type":"string"},"description":{"type":"string"},"color":{"type":"string"},"default":{"type":"boolean"}',
    right:
      '"name":{"type":"string"},"description":{"type":["string","null"]},"color":{"type":"string"},"default":{"type":"boolean"}',
  },
];
const target = new URL("../data/github-openapi.json", import.meta.url);
const [, , source] = process.argv;
if (source === undefined)
  throw new Error("Name the folder of @octokit/openapi, e.g. /tmp/openapi/node_modules/@octokit/openapi.");
const document = JSON.parse(await readFile(join(source, "generated/api.github.com.json"), "utf8")) as Json;
const text = corrections.reduce(correct, JSON.stringify(extractOperations(Object.keys(operations))));
await writeFile(target, `${JSON.stringify(JSON.parse(text), null, 2)}\n`);
console.log(`${Object.keys(operations).length} operations, ${text.length} bytes`);

function extractOperations(ids: readonly string[]): Json {
  const { version } = record(document["info"]);
  const paths: Json = {};
  for (const [path, item] of Object.entries(record(document["paths"]))) {
    const served = Object.entries(record(item)).filter(([, operation]) => ids.includes(idOf(operation)));
    if (served.length > 0)
      paths[path] = Object.fromEntries(served.map(([method, operation]) => [method, slim(operation)]));
  }
  const missing = ids.filter((id) => !JSON.stringify(paths).includes(`"operationId":"${id}"`));
  if (missing.length > 0) throw new Error(`GitHub has no operation ${missing.join(", ")}.`);
  const info = { title: "GitHub's REST API, the part that the twin serves", version };
  return { openapi: "3.1.0", info, paths, components: { schemas: collectSchemas(paths) } };
}

function correct(text: string, { wrong, right, why }: (typeof corrections)[number]): string {
  if (!text.includes(wrong)) throw new Error(`Nothing to correct any more: ${why}.`);
  return text.replaceAll(wrong, right);
}

/** Parameters and answers are written out, so that only schemas are left to refer to. */
function slim(operation: unknown): Json {
  const { operationId, parameters, requestBody, responses } = record(operation);
  const answers = Object.entries(record(responses)).map(([status, answer]) => [status, slimBody(answer)]);
  return {
    operationId,
    ...(Array.isArray(parameters) && { parameters: parameters.map(slimParameter) }),
    ...(requestBody !== undefined && { requestBody: slimBody(requestBody) }),
    responses: Object.fromEntries(answers),
  };
}

function slimParameter(parameter: unknown): Json {
  const { name, in: place, required, schema } = resolve(parameter);
  return { name, in: place, ...(required === true && { required }), schema: toJsonSchema(schema) };
}

function slimBody(body: unknown): Json {
  const { content, required } = resolve(body);
  const schema = record(record(content)["application/json"])["schema"];
  return {
    ...(required === true && { required }),
    ...(schema !== undefined && { content: { "application/json": { schema: toJsonSchema(schema) } } }),
  };
}

/** Every schema that is referred to, directly or through another one. */
function collectSchemas(paths: Json): Json {
  const schemas: Json = {};
  const visit = (value: unknown) => {
    for (const [, name = ""] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (name in schemas) continue;
      schemas[name] = toJsonSchema(record(record(document["components"])["schemas"])[name]);
      visit(schemas[name]);
    }
  };
  visit(paths);
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** OpenAPI 3.0's dialect as JSON Schema: without prose, and with null as a type instead of `nullable`. */
function toJsonSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toJsonSchema);
  if (typeof schema !== "object" || schema === null) return schema;
  // An address whose default is empty may be empty.
  const { format: _, ...loose } = schema as Json;
  const source = loose["default"] === "" ? loose : schema;
  const entries = Object.entries(source).filter(([key]) => !prose.includes(key) && !key.startsWith("x-"));
  const { nullable, ...rest } = Object.fromEntries(
    entries.map(([key, value]) => [key, convertKeyword(key, value)]),
  );
  return nullable === true ? allowNull(rest) : rest;
}

function convertKeyword(key: string, value: unknown): unknown {
  if (key === "enum" || key === "required") return value;
  if (key !== "properties") return toJsonSchema(value);
  return Object.fromEntries(
    Object.entries(record(value)).map(([name, schema]) => [name, toJsonSchema(schema)]),
  );
}

function allowNull(schema: Json): Json {
  const { type, enum: values } = schema;
  if (typeof type !== "string") return { anyOf: [schema, { type: "null" }] };
  return {
    ...schema,
    type: [type, "null"],
    ...(Array.isArray(values) && { enum: [...new Set([...values, null])] }),
  };
}

function resolve(value: unknown): Json {
  const { $ref } = record(value);
  if (typeof $ref !== "string") return record(value);
  return $ref
    .slice(2)
    .split("/")
    .reduce<Json>((inner, key) => record(inner[key]), document);
}

function idOf(operation: unknown): string {
  return String(record(operation)["operationId"]);
}

function record(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}
