import { actorOf, authenticate, type Caller } from "../accounts/authenticate.ts";
import type { TwinAnswer, TwinRequest } from "../http.ts";
import { asObject } from "../json.ts";
import type { OperationMatch } from "../openapi/operation.ts";
import type { Twin } from "../twin.ts";
import type { ApiAnswer, ApiCall } from "./api-call.ts";
import { ApiFailure } from "./api-failure.ts";
import { operations } from "./operations.ts";

/** One request to the REST API: who, what, is it well said, do it, is the answer well said. */
export async function handleApiRequest(twin: Twin, request: TwinRequest): Promise<TwinAnswer> {
  const match = twin.findOperation(request.method, request.path);
  const { answer, actor } = await answerRequest(twin, request, match);
  if (match) {
    const faults = twin.openApi.findAnswerFaults(match, answer.status, answer.body);
    reportViolations(
      twin,
      match.operation.id,
      faults.map((fault) => `answer: ${fault}`),
    );
  }
  const { method, path } = request;
  const operation = match?.operation.id ?? null;
  twin.journal.record({ kind: "request", actor, method, path, operation, status: answer.status });
  return answer;
}

async function answerRequest(
  twin: Twin,
  request: TwinRequest,
  match: OperationMatch | undefined,
): Promise<{ readonly answer: ApiAnswer; readonly actor: string | null }> {
  let actor: string | null = null;
  try {
    const caller = authenticate(twin, request.headers.authorization);
    actor = actorOf(twin, caller);
    if (!match) throw unknownOperation(twin, request);
    return { actor, answer: await perform(twin, createCall(twin, request, { match, caller })) };
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    return { actor, answer: { status: error.status, body: error.body } };
  }
}

/** Writers of one repository come one after the other. */
function perform(twin: Twin, call: ApiCall): Promise<ApiAnswer> {
  const handle = operations[call.operation.id];
  if (!handle)
    throw new ApiFailure(501, `The twin has no ${call.operation.id}. Add it to api/operations.ts.`);
  const { owner, repo } = call.parameters;
  const repository = twin.repositories.get(`${owner}/${repo}`.toLowerCase());
  if (call.operation.method === "GET" || !repository) return handle(twin, call);
  return repository.lock(() => handle(twin, call));
}

function createCall(
  twin: Twin,
  request: TwinRequest,
  { match, caller }: { readonly match: OperationMatch; readonly caller: Caller },
): ApiCall {
  const { operation, parameters } = match;
  const rawBody = parseBody(request.body);
  const faults = twin.openApi.findBodyFaults(match, rawBody);
  const parameterFaults = twin.openApi.findParameterFaults(match, request.query);
  reportViolations(
    twin,
    operation.id,
    [...faults, ...parameterFaults].map((fault) => `request: ${fault}`),
  );
  if (faults.some((fault) => fault.startsWith("/")))
    throw new ApiFailure(422, `Invalid request.\n\n${faults.join("\n")}`);
  const search = request.query.size > 0 ? `?${request.query}` : "";
  return {
    operation,
    parameters,
    query: request.query,
    path: `${request.path}${search}`,
    body: asObject(rawBody),
    rawBody,
    accept: request.headers.accept ?? "",
    caller,
  };
}

function parseBody(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new ApiFailure(400, "Problems parsing JSON");
  }
}

function unknownOperation(twin: Twin, { method, path }: TwinRequest): ApiFailure {
  const message = `${method} ${path} is nothing that GitHub has, or nothing that the twin serves.`;
  reportViolations(twin, `${method} ${path}`, [message]);
  return new ApiFailure(501, message);
}

function reportViolations(twin: Twin, operation: string, faults: readonly string[]): void {
  for (const fault of faults) twin.journal.record({ kind: "violation", operation, fault });
}
