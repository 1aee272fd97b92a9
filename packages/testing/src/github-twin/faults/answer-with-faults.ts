import { setTimeout as pause } from "node:timers/promises";
import { isGraphqlPath } from "../graphql/handle-graphql-request.ts";
import type { TwinAnswer, TwinRequest } from "../http.ts";
import type { Twin } from "../twin.ts";
import type { TwinTrouble } from "./twin-fault.ts";

/** An answer of GitHub's API, after everything that was to go wrong with it has gone wrong. */
export async function answerWithFaults(
  twin: Twin,
  request: TwinRequest,
  answer: () => Promise<TwinAnswer>,
): Promise<TwinAnswer> {
  const { method, path } = request;
  const named = { method, path, operation: operationOf(twin, request) };
  const trouble = twin.faults.draw(named);
  if (trouble) twin.journal.record({ kind: "fault", operation: named.operation, trouble: nameOf(trouble) });
  if (trouble && "when" in trouble && trouble.when === "before") return instead(trouble);
  const real = await answer();
  twin.faults.note(named, real);
  if (!trouble) return real;
  if ("when" in trouble) return instead(trouble);
  if (trouble.kind === "stale") return twin.faults.lagged(named, real, trouble.lagMs);
  await pause(trouble.delayMs, undefined, { signal: twin.closing }).catch(() => undefined);
  return real;
}

function operationOf(twin: Twin, { method, path }: TwinRequest): string {
  if (isGraphqlPath(path)) return "graphql";
  return twin.findOperation(method, path)?.operation.id ?? "unknown";
}

function nameOf(trouble: TwinTrouble): string {
  if (!("when" in trouble)) return trouble.kind;
  return `${trouble.kind === "cut" ? "cut" : trouble.status} ${trouble.when}`;
}

const githubType = { "content-type": "application/json; charset=utf-8" };

function instead(trouble: Extract<TwinTrouble, { readonly when: string }>): TwinAnswer {
  if (trouble.kind === "cut") return { status: 0, cut: true };
  const { status, headers, body = { message: `The twin was told to answer ${status}.` } } = trouble;
  return { status, headers: { ...githubType, ...headers }, body };
}
