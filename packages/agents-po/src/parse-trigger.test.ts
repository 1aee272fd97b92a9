import { createDelivery } from "@osorganicai/core";
import { readRealPayloads } from "@osorganicai/testing";
import { expect, test } from "vitest";
import { parseTrigger } from "./parse-trigger.ts";

const trigger = (event: string, payload: object) =>
  parseTrigger(createDelivery({ id: "d", event }, new TextEncoder().encode(JSON.stringify(payload))));

test("every event that is routed to the Product Owner has its reason", () => {
  expect(trigger("issues", { action: "opened" })).toEqual({ kind: "opened" });
  expect(trigger("issue_comment", { action: "created", comment: { id: 21 } })).toEqual({
    kind: "commented",
    commentId: 21,
  });
  expect(trigger("issues", { action: "labeled", label: { name: "bug" } })).toEqual({
    kind: "labeled",
    label: "bug",
  });
  expect(trigger("hand-over", { action: "productOwner" })).toEqual({ kind: "handed_over" });
});

test("a label without a name is no label of ours", () => {
  expect(trigger("issues", { action: "labeled" })).toEqual({ kind: "labeled", label: "" });
});

test("an event that nobody routed here is refused", () => {
  expect(() => trigger("issues", { action: "closed" })).toThrow("issues.closed. Correct the routes.");
});

test("every real payload of these events has its reason", () => {
  const triggersOf = (key: string) =>
    readRealPayloads(key).map(({ event, payload }) => trigger(event, payload));
  const commented = { kind: "commented", commentId: expect.toSatisfy((id: number) => id > 0) };
  const labeled = { kind: "labeled", label: "bug" };
  expect(triggersOf("issues.opened")).toEqual(Array(4).fill({ kind: "opened" }));
  expect(triggersOf("issue_comment.created")).toEqual(Array(5).fill(commented));
  expect(triggersOf("issues.labeled")).toEqual([labeled, labeled]);
});
