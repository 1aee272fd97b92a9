import { createDelivery } from "@osorganicai/core";
import { readRealPayloads } from "@osorganicai/testing";
import { expect, test } from "vitest";
import { parseDeploymentEvent } from "./parse-deployment-event.ts";

const delivery = (event: string, payload: object) =>
  createDelivery({ id: "d", event }, new TextEncoder().encode(JSON.stringify(payload)));
const status = (environment: string, deploymentStatus: object, more = {}) =>
  delivery("deployment_status", {
    action: "created",
    deployment: { sha: "abc", environment, ...more },
    deployment_status: deploymentStatus,
  });

test("a closed pull request says whether it was merged", () => {
  const closed = (pull_request: object) =>
    parseDeploymentEvent(delivery("pull_request", { action: "closed", pull_request }));
  expect(closed({ number: 2, merged: true })).toEqual({ kind: "closed", pullRequestNumber: 2, merged: true });
  expect(closed({ number: 2 })).toEqual({ kind: "closed", pullRequestNumber: 2, merged: false });
});

test.for([
  ["Production", {}, "production"],
  ["production – shop", {}, "production"],
  ["Preview", {}, "preview"],
  ["live", { production_environment: true }, "production"],
] as const)("the environment %s %j is %s", ([environment, more, kind]) => {
  expect(parseDeploymentEvent(status(environment, { state: "success" }, more))).toMatchObject({
    kind: "deployed",
    environment: kind,
  });
});

test.for([
  ["success", "success"],
  ["failure", "failure"],
  ["error", "failure"],
  ["in_progress", "pending"],
  ["queued", "pending"],
  ["inactive", "pending"],
] as const)("GitHub's state %s means %s", ([state, meaning]) => {
  expect(parseDeploymentEvent(status("Preview", { state }))).toMatchObject({ state: meaning, commit: "abc" });
});

test("the address is the environment's, or else the target's", () => {
  expect(
    parseDeploymentEvent(
      status("Preview", { state: "success", environment_url: "", target_url: "http://b" }),
    ),
  ).toMatchObject({ url: "http://b" });
  expect(
    parseDeploymentEvent(
      status("Preview", { state: "success", environment_url: "http://a", target_url: "http://b" }),
    ),
  ).toMatchObject({ url: "http://a" });
  expect(parseDeploymentEvent(status("Preview", { state: "success" }))).toMatchObject({ url: undefined });
});

test("another shape is refused by name", () => {
  expect(() => parseDeploymentEvent(delivery("deployment_status", { action: "created" }))).toThrow(
    "deployment_status.created",
  );
});

test("every real payload of these events is understood", () => {
  const eventsOf = (key: string) =>
    readRealPayloads(key).map(({ event, payload }) => parseDeploymentEvent(delivery(event, payload)));
  const closed = { kind: "closed", pullRequestNumber: 2, merged: false };
  expect(eventsOf("pull_request.closed")).toEqual([closed, closed]);
  const environments = ["production", "preview", "production", "production"];
  expect(eventsOf("deployment_status.created")).toMatchObject(
    environments.map((environment) => ({
      kind: "deployed",
      environment,
      state: environment === "preview" ? "pending" : "success",
      commit: "f95f852bd8fca8fcc58a9a2d6c842781e32a215e",
    })),
  );
});
