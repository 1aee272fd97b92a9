import { expect, test } from "vitest";
import { formatSubject, parseSubject, subjectOf } from "./subject.ts";

const repository = { full_name: "acme/shop" };

const subjects: readonly [string, Record<string, unknown>, string][] = [
  ["an issue", { repository, issue: { number: 7 } }, "acme/shop#7"],
  ["a pull request", { repository, pull_request: { number: 8 } }, "acme/shop#8"],
  [
    "a check suite of a pull request",
    { repository, check_suite: { head_sha: "abc", pull_requests: [{ number: 8 }] } },
    "acme/shop#8",
  ],
  [
    "a check run without a pull request",
    { repository, check_run: { head_sha: "abc", pull_requests: [] } },
    "acme/shop@abc",
  ],
  [
    "a check suite of a branch",
    { repository, check_suite: { head_sha: "abc", pull_requests: [] } },
    "acme/shop@abc",
  ],
  ["a deployment", { repository, deployment: { sha: "abc" } }, "acme/shop@abc"],
  ["a commit status", { repository, sha: "abc" }, "acme/shop@abc"],
  ["a push", { repository }, "acme/shop"],
  ["an installation", { installation: { id: 3 } }, "installation:3"],
  ["an installation whose id no number is", { installation: { id: "3".repeat(9000) } }, "installation:none"],
  ["an installation whose id would be rounded", { installation: { id: 2 ** 53 } }, "installation:none"],
  ["a commit that is longer than any", { repository, sha: "a".repeat(9000) }, "acme/shop"],
  ["odd types everywhere", { repository, issue: 5, check_suite: { pull_requests: "none" } }, "acme/shop"],
];

test.for(subjects)("the subject of %s", ([, payload, subject]) => {
  expect(subjectOf(payload)).toBe(subject);
});

test("an issue's subject can be read back", () => {
  const issue = { repository: "acme/my.shop-2", number: 12 };
  expect(parseSubject(formatSubject(issue))).toEqual(issue);
});

test.for(["acme/shop", "acme/shop@abc", "#7", "a/b/c#7", "a/b#7x", ""])(
  "%j is not the subject of an issue",
  (subject) => {
    expect(() => parseSubject(subject)).toThrow("not the subject of an issue");
  },
);
