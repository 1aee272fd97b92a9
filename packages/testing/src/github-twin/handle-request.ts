import { handleApiRequest } from "./api/handle-api-request.ts";
import type { TwinControl } from "./control/create-twin-control.ts";
import { handleControlRequest, isControlPath } from "./control/handle-control-request.ts";
import { handleGitRequest, isGitPath } from "./handle-git-request.ts";
import type { TwinAnswer, TwinRequest } from "./http.ts";
import type { Twin } from "./twin.ts";

/** Everything that can be asked of the twin: by tests, by git, by GraphQL and by REST. */
export function handleRequest(twin: Twin, control: TwinControl, request: TwinRequest): Promise<TwinAnswer> {
  if (isControlPath(request.path)) return handleControlRequest(control, request);
  return twin.work.track(
    isGitPath(request.path) ? handleGitRequest(twin, request) : handleApiRequest(twin, request),
  );
}
