import { expect, test } from "vitest";
import { createDelivery } from "../delivery/create-delivery.ts";
import { findRoute, type Route } from "./find-route.ts";

const self = { id: 1, login: "our-app[bot]", type: "Bot" };
const delivery = (event: string, payload: object) =>
  createDelivery({ id: "d", event }, new TextEncoder().encode(JSON.stringify(payload)));
const routes: readonly Route[] = [
  { on: "issues.opened", when: ({ sender }, { id }) => sender?.id !== id, run: "productOwner" },
  { on: "issues.opened", run: "developer" },
  { on: "push", run: "ci" },
];

test("the first route whose event and condition fit wins", () => {
  expect(
    findRoute(routes, delivery("issues", { action: "opened", sender: { id: 2, login: "ann" } }), self)?.run,
  ).toBe("productOwner");
  expect(
    findRoute(routes, delivery("issues", { action: "opened", sender: { id: 1, login: "x" } }), self)?.run,
  ).toBe("developer");
});

test("an event without action is named by itself", () => {
  expect(findRoute(routes, delivery("push", {}), self)?.run).toBe("ci");
});

test.for(["hasOwnProperty", "*", "issues"])("the event %s finds no route", (event) => {
  expect(findRoute(routes, delivery(event, {}), self)).toBeUndefined();
});
