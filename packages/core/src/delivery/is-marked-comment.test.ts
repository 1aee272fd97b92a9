import { expect, test } from "vitest";
import { isMarkedComment } from "./is-marked-comment.ts";

const marker = "<!-- osorganicai:questions:1 -->";

test.for([
  [`Which codes?\n\n${marker}`, true],
  [`Which codes?\r\n\r\n${marker}\r\n`, true],
  [marker, true],
  ["Ten percent.", false],
  [`> ${marker}\n\nTen percent.`, false],
  [`${marker}\n\nTen percent.`, false],
  [`> ${marker}`, false],
  [`Ten percent. ${marker}`, false],
  ["Ten percent.\n\n<!-- a note to myself -->", false],
  ["", false],
] as const)("whether %j ends with a marker of ours: %s", ([body, marked]) => {
  expect(isMarkedComment(body)).toBe(marked);
});
