import type { Caller } from "../accounts/authenticate.ts";
import type { JsonObject } from "../json.ts";
import type { Operation } from "../openapi/operation.ts";
import type { Twin } from "../twin.ts";

/** A request to one of GitHub's operations: its sender known, its body checked. */
export interface ApiCall {
  readonly operation: Operation;
  /** Of the path, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** As it was sent, with the query. */
  readonly path: string;
  /** Empty when none was sent, or none that is an object. */
  readonly body: JsonObject;
  /** The parsed body, whatever it is. */
  readonly rawBody: unknown;
  /** The `Accept` header. */
  readonly accept: string;
  readonly caller: Caller;
}

/** What an operation answers. */
export interface ApiAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One operation of GitHub. @throws ApiFailure for every refusal */
export type ApiHandler = (twin: Twin, call: ApiCall) => Promise<ApiAnswer>;
