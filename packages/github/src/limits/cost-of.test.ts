import { expect, test } from "vitest";
import { costOf } from "./cost-of.ts";

test.for([
  ["GET", "/repos/{owner}/{repo}/issues/{issue_number}/comments", "", 1, 0, false],
  ["POST", "/app/installations/7/access_tokens", "", 1, 0, false],
  ["POST", "/graphql", "query { viewer { login } }", 1, 0, false],
  ["POST", "/graphql", " mutation MarkReady($id: ID!) {", 5, 1, true],
  ["POST", "/repos/{owner}/{repo}/git/blobs", "", 5, 0, true],
  ["POST", "/repos/{owner}/{repo}/git/refs", "", 5, 1, true],
  ["POST", "/repos/{owner}/{repo}/issues/{issue_number}/comments", "", 5, 1, true],
  ["DELETE", "/repos/{owner}/{repo}/issues/{issue_number}/labels/{name}", "", 5, 1, true],
] as const)(
  "%s %s (%s) costs %i points, %i content, written alone: %s",
  ([method, url, query, points, content, write]) => {
    expect(costOf({ method, url, query })).toEqual({ points, content, write });
  },
);
