import { handleApiRequest } from "./api/handle-api-request.ts";
import type { TwinControl } from "./control/create-twin-control.ts";
import { handleControlRequest, isControlPath } from "./control/handle-control-request.ts";
import { answerWithFaults } from "./faults/answer-with-faults.ts";
import { handleGraphqlRequest, isGraphqlPath } from "./graphql/handle-graphql-request.ts";
import { handleGitRequest, isGitPath } from "./handle-git-request.ts";
import type { TwinAnswer, TwinRequest } from "./http.ts";
import type { Twin } from "./twin.ts";

/** Everything that can be asked of the twin: by tests, by git, by GraphQL and by REST. Never rejects. */
export async function handleRequest(
  twin: Twin,
  control: TwinControl,
  request: TwinRequest,
): Promise<TwinAnswer> {
  try {
    // Whoever asks whether the twin is idle must not keep it from being so.
    if (isControlPath(request.path)) return await handleControlRequest(control, request);
    return await twin.work.track(answer(twin, request));
  } catch (error) {
    // A mistake of the twin's own: it shows as a violation, so that no test passes over it.
    const fault = `the twin failed: ${error instanceof Error ? error.stack : String(error)}`;
    twin.journal.record({ kind: "violation", operation: `${request.method} ${request.path}`, fault });
    return { status: 500, body: { message: fault } };
  }
}

function answer(twin: Twin, request: TwinRequest): Promise<TwinAnswer> {
  if (isGitPath(request.path)) return handleGitRequest(twin, request);
  const handle = isGraphqlPath(request.path) ? handleGraphqlRequest : handleApiRequest;
  return answerWithFaults(twin, request, () => handle(twin, request));
}
