import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One request that reached the model double, answered or not. */
export interface ModelRequest {
  /** Empty when the system prompt does not begin with a purpose. */
  readonly purpose: string;
  /** Answers of the model before this request. */
  readonly turn: number;
  /** As the provider was asked for it, without the provider. */
  readonly model: string;
  /** Lower-case hex SHA-256 of the messages without their ids: equal for equal requests. */
  readonly messagesSha256: string;
  /** HTTP status of the answer; 0 when the connection was cut. */
  readonly status: number;
}

/** Every request, oldest first. */
export interface RequestJournal {
  readonly requests: readonly ModelRequest[];
  add(request: ModelRequest): void;
}

/** With a directory, requests are kept in its `journal.jsonl` and those of earlier processes come first. */
export function openJournal(directory: string | undefined): RequestJournal {
  if (directory === undefined) {
    const requests: ModelRequest[] = [];
    return { requests, add: (request) => requests.push(request) };
  }
  mkdirSync(directory, { recursive: true });
  const file = join(directory, "journal.jsonl");
  const requests = existsSync(file) ? readJournal(file) : [];
  return {
    requests,
    add(request) {
      requests.push(request);
      // At once: the next moment may be the process's last.
      appendFileSync(file, `${JSON.stringify(request)}\n`);
    },
  };
}

function readJournal(file: string): ModelRequest[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as ModelRequest);
}
