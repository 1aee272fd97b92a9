import { spawn } from "node:child_process";
import type { TwinAnswer, TwinRequest } from "../http.ts";
import { gitEnvironment } from "./run-git.ts";

/** A request of a git client, for one repository. */
export interface GitRequest extends Pick<TwinRequest, "method" | "query" | "headers" | "body"> {
  /** The bare repository. */
  readonly directory: string;
  /** `info/refs`, `git-upload-pack` or `git-receive-pack`. */
  readonly service: string;
  /** Who pushes; undefined: somebody who may only read. */
  readonly user: string | undefined;
}

/** Lets git's own server program answer. https://git-scm.com/docs/git-http-backend */
export function serveGit(request: GitRequest): Promise<TwinAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", ["http-backend"], {
      env: { ...gitEnvironment, ...gatewayVariables(request) },
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", reject);
    child.on("close", () => resolve(parseGatewayAnswer(Buffer.concat(chunks))));
    child.stdin.on("error", () => {});
    child.stdin.end(request.body);
  });
}

/** RFC 3875, section 4.1. */
function gatewayVariables({ method, query, headers, body, directory, service, user }: GitRequest) {
  return {
    GIT_PROJECT_ROOT: directory,
    GIT_HTTP_EXPORT_ALL: "1",
    PATH_INFO: `/${service}`,
    QUERY_STRING: query.toString(),
    REQUEST_METHOD: method,
    REMOTE_ADDR: "127.0.0.1",
    CONTENT_LENGTH: String(body.length),
    CONTENT_TYPE: headers["content-type"] ?? "",
    HTTP_CONTENT_ENCODING: headers["content-encoding"] ?? "",
    GIT_PROTOCOL: headerText(headers["git-protocol"]),
    ...(user !== undefined && { REMOTE_USER: user }),
  };
}

/** RFC 3875, section 6: headers, an empty line, the body; `Status` is one of the headers. */
function parseGatewayAnswer(bytes: Buffer): TwinAnswer {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return { status: 500, body: "git http-backend gave no answer" };
  const lines = bytes.toString("utf8", 0, end).split("\r\n");
  const headers = new Map(lines.map((line) => splitHeader(line)));
  const status = Number.parseInt(headers.get("status") ?? "200", 10);
  headers.delete("status");
  return { status, headers: Object.fromEntries(headers), body: bytes.subarray(end + 4) };
}

function splitHeader(line: string): readonly [string, string] {
  const [name = "", value = ""] = line.split(/: *(.*)/s);
  return [name.toLowerCase(), value];
}

function headerText(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(", ") : (value ?? "");
}
