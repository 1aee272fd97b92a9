import { execute, GraphQLError, type GraphQLFieldResolver, parse, validate } from "graphql";
import { actorOf, authenticate, type Caller } from "../accounts/authenticate.ts";
import { ApiFailure } from "../api/api-failure.ts";
import type { TwinAnswer, TwinRequest } from "../http.ts";
import { asObject, asText, type JsonObject } from "../json.ts";
import type { Twin } from "../twin.ts";
import { readSchema } from "./read-schema.ts";
import { createRoot } from "./root.ts";

/** Whether a path is the GraphQL endpoint. */
export function isGraphqlPath(path: string): boolean {
  return path === "/graphql";
}

/** One GraphQL request, checked against GitHub's schema before it is executed, and its result while it is. */
export async function handleGraphqlRequest(twin: Twin, request: TwinRequest): Promise<TwinAnswer> {
  const { method, path } = request;
  let actor: string | null = null;
  let answer: TwinAnswer;
  try {
    const caller = authenticate(twin, request.headers.authorization);
    actor = actorOf(twin, caller);
    if (caller.kind === "anonymous")
      throw new ApiFailure(401, "This endpoint requires you to be authenticated.");
    answer = { status: 200, body: await run(twin, caller, parseBody(request.body)) };
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    answer = { status: error.status, body: error.body };
  }
  twin.journal.record({ kind: "request", actor, method, path, operation: "graphql", status: answer.status });
  return answer;
}

async function run(twin: Twin, caller: Caller, body: JsonObject): Promise<unknown> {
  const schema = await readSchema();
  const document = parseQuery(asText(body["query"]) ?? "");
  const errors = document instanceof GraphQLError ? [document] : validate(schema, document);
  for (const { message } of errors)
    twin.journal.record({ kind: "violation", operation: "graphql", fault: message });
  if (document instanceof GraphQLError || errors.length > 0)
    return { errors: errors.map((error) => error.toJSON()) };
  const variables = asObject(body["variables"]);
  const result = await execute({
    schema,
    document,
    rootValue: createRoot(twin, caller),
    variableValues: variables,
    fieldResolver: readField,
  });
  return { ...result, ...(result.errors && { errors: result.errors.map(describe) }) };
}

function parseBody(body: Buffer): JsonObject {
  try {
    return asObject(JSON.parse(body.toString()));
  } catch {
    throw new ApiFailure(400, "Problems parsing JSON");
  }
}

function parseQuery(query: string) {
  try {
    return parse(query);
  } catch (error) {
    return error as GraphQLError;
  }
}

/** A field that the twin does not have fails by name, instead of being null. */
const readField: GraphQLFieldResolver<unknown, unknown> = (source, args, context, info) => {
  const value = asObject(source)[info.fieldName];
  if (value === undefined)
    throw new GraphQLError(`The twin does not have ${info.parentType.name}.${info.fieldName}.`);
  return typeof value === "function" ? value.call(source, args, context, info) : value;
};

/** GitHub puts an error's type beside its message. */
function describe(error: GraphQLError): unknown {
  const { extensions, ...rest } = error.toJSON();
  const type = error.originalError instanceof ApiFailure ? "FORBIDDEN" : extensions?.["type"];
  return { ...(typeof type === "string" && { type }), ...rest };
}
