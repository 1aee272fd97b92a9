import type { Operation, OperationMatch } from "./operation.ts";

/** Finds the operation of a request by its method and its path as it was sent, still encoded. */
export type OperationMatcher = (method: string, path: string) => OperationMatch | undefined;

/** Parameters that may contain slashes; clients send them encoded or not. */
const deepParameters = ["ref", "branch", "base", "head"];

/** A matcher that prefers literal segments, or `commits/{ref}` would swallow `commits/{ref}/check-runs`. */
export function createOperationMatcher(operations: readonly Operation[]): OperationMatcher {
  const routes = operations
    .map((operation) => ({ operation, pattern: patternOf(operation.path), rank: rankOf(operation.path) }))
    .sort((a, b) => b.rank - a.rank);
  return (method, path) => {
    for (const { operation, pattern } of routes) {
      const found = operation.method === method ? pattern.exec(path) : null;
      if (found) return { operation, parameters: decodeAll(found.groups ?? {}) };
    }
    return undefined;
  };
}

function patternOf(path: string): RegExp {
  // The root folder has no path, and its address no last slash.
  const source = path.replace("/{path}", "(?:/(?<path>.*))?").split(/(\{\w+\})/);
  const parts = source.map((part) => {
    const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
    if (name === undefined) return part.replaceAll("...", "\\.\\.\\.");
    return `(?<${name}>${deepParameters.includes(name) ? ".+" : "[^/]+"})`;
  });
  return new RegExp(`^${parts.join("")}$`);
}

/** Longer paths first, then those with fewer parameters. */
function rankOf(path: string): number {
  return path.split("/").length * 10 - path.split("{").length;
}

function decodeAll(groups: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value = ""]) => [name, decode(value)]));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
