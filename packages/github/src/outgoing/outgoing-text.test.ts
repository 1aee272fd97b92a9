import { expect, test } from "vitest";
import { outgoingBody, outgoingMessage, outgoingTitle } from "./outgoing-text.ts";

const token = `ghp_${"canary".repeat(5)}`;

test("secrets leave nowhere", () => {
  for (const text of [outgoingTitle(token), outgoingMessage(token), outgoingBody(token)])
    expect(text).toBe("[redacted]");
});

test("a title is one line of at most 256 characters", () => {
  expect(outgoingTitle(" Coupons\n\nskip-checks: true ")).toBe("Coupons skip-checks is true");
  expect(outgoingTitle("x".repeat(256))).toHaveLength(256);
  expect(outgoingTitle("x".repeat(257))).toBe(`${"x".repeat(255)}…`);
});

test("our own lines stand first and last, as they are", () => {
  expect(outgoingBody("Closes #2 <!-- x -->", { first: "Closes #1", last: "<!-- y -->" })).toBe(
    "Closes #1\n\nCloses issue #2 < !-- x -->\n\n<!-- y -->",
  );
});

test.for([
  ["plain text", "x".repeat(70_000)],
  ["names that grow when they are neutralised", "@a ".repeat(30_000)],
  ["characters of two halves", `x${"😀".repeat(40_000)}`],
] as const)("%s is cut to GitHub's limit, and says so", ([, text]) => {
  const body = outgoingBody(text, { first: "Closes #1", last: "<!-- y -->" });
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(body.length).toBeGreaterThan(50_000);
  expect(body).toMatch(/^Closes #1\n\n[\s\S]+cut: GitHub takes 65,536 characters at most\.\*\n\n<!-- y -->$/);
  expect(body.isWellFormed()).toBe(true);
});

test("a text of just the limit stays whole", () => {
  expect(outgoingBody("x".repeat(65_536))).toBe("x".repeat(65_536));
});

test("a block of code that is cut is closed before the note", () => {
  const body = outgoingBody(`Log:\n\n\`\`\`\n${"@a/b\n".repeat(20_000)}\`\`\``, { last: "<!-- y -->" });
  expect(body).toMatch(/\n```\n\n\*The rest was cut[^`]*$/);
  expect(body).toContain("\n@a/b\n");
});

test("a carriage return hides no end of code", () => {
  expect(outgoingBody("```\n\r```\r@octocat\n```")).not.toContain("@octocat");
});
