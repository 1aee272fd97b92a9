import type { JsonObject } from "../json.ts";

/** Ends a call with an answer in GitHub's error shape. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly errors: readonly JsonObject[] | undefined;

  constructor(status: number, message: string, errors?: readonly JsonObject[]) {
    super(message);
    this.status = status;
    this.errors = errors;
  }

  /** https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api */
  get body(): JsonObject {
    return {
      message: this.message,
      ...(this.errors && { errors: this.errors }),
      documentation_url: "https://docs.github.com/rest",
      status: String(this.status),
    };
  }
}

/** What GitHub also answers when somebody may not know. */
export function notFound(): ApiFailure {
  return new ApiFailure(404, "Not Found");
}

/** A request that is well formed and still impossible. */
export function validationFailed(...errors: readonly JsonObject[]): ApiFailure {
  return new ApiFailure(422, "Validation Failed", errors);
}
