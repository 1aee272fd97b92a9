import { expect, test } from "vitest";
import { createOpenApiCheck } from "./create-openapi-check.ts";
import { createOperationMatcher } from "./create-operation-matcher.ts";
import type { OperationMatch } from "./operation.ts";
import { readOpenApi } from "./read-openapi.ts";

const extract = readOpenApi();
const match = createOperationMatcher(extract.operations);
const check = createOpenApiCheck(extract);

test.each([
  ["GET", "/repos/a/b/commits/feature%2F1-x/check-runs", "checks/list-for-ref", "feature/1-x"],
  ["GET", "/repos/a/b/commits/feature/1-x", "repos/get-commit", "feature/1-x"],
  ["GET", "/repos/a/b/git/ref/heads%2Fmain", "git/get-ref", "heads/main"],
])("%s %s is %s", (method, path, id, ref) => {
  const found = match(method, path);
  expect([found?.operation.id, found?.parameters["ref"]]).toEqual([id, ref]);
});

test("a path without parameters is found", () => {
  expect(match("GET", "/app")?.operation.id).toBe("apps/get-authenticated");
});

test("the root folder and both ends of a comparison are found", () => {
  expect(match("GET", "/repos/a/b/contents/")?.parameters["path"]).toBe("");
  expect(match("GET", "/repos/a/b/contents")?.parameters["path"]).toBe("");
  expect(match("GET", "/repos/a/b/contents/src%2Fa%20b.ts")?.parameters["path"]).toBe("src/a b.ts");
  const { parameters } = find("GET", "/repos/a/b/compare/main...feature%2F1-x");
  expect([parameters["base"], parameters["head"]]).toEqual(["main", "feature/1-x"]);
});

test("a path that GitHub has not, or not with this method, matches nothing", () => {
  expect(match("GET", "/repos/a/b/isues")).toBeUndefined();
  expect(match("PUT", "/repos/a/b/issues")).toBeUndefined();
});

test("a request is checked field by field, misspelt fields included", () => {
  const create = find("POST", "/repos/a/b/issues");
  expect(check.findBodyFaults(create, { title: "Coupons", labels: ["x"] })).toEqual([]);
  expect(check.findBodyFaults(create, { body: "no title", label: [] })).toEqual([
    "/ must have required property 'title' (title)",
    "label: GitHub does not know this field",
  ]);
});

test("numbers and choices in the address are checked as well", () => {
  const list = find("GET", "/repos/a/b/issues");
  expect(check.findParameterFaults(list, new URLSearchParams("state=all&per_page=100"))).toEqual([]);
  expect(check.findParameterFaults(list, new URLSearchParams("state=shut&pages=2"))).toEqual([
    "/state must be equal to one of the allowed values (open, closed, all)",
    "pages: GitHub does not know this field",
  ]);
  expect(check.findParameterFaults(find("GET", "/repos/a/b/issues/one"), new URLSearchParams())).toHaveLength(
    1,
  );
});

test("an answer is checked against its status, and an undocumented success is a fault", () => {
  const status = find("GET", "/repos/a/b/git/ref/heads/main");
  const object = { type: "commit", sha: "0".repeat(40), url: "https://example.com" };
  const ref = { ref: "refs/heads/main", node_id: "x", url: "https://example.com", object };
  expect(check.findAnswerFaults(status, 200, ref)).toEqual([]);
  expect(check.findAnswerFaults(status, 200, { ...ref, object: null })).toHaveLength(1);
  expect(check.findAnswerFaults(status, 201, ref)).toEqual(["status 201 is not documented"]);
  expect(check.findAnswerFaults(status, 404, { message: "Not Found" })).toEqual([]);
});

function find(method: string, path: string): OperationMatch {
  const found = match(method, path);
  if (!found) throw new Error(`no operation for ${method} ${path}`);
  return found;
}
