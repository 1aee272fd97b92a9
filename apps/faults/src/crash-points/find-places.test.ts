import { expect, test } from "vitest";
import { findPlaces } from "./find-places.ts";

const both = (label: string) => [
  { label, side: "before" as const },
  { label, side: "after" as const },
];

test("each place is found once, in the phase of the agent that works there", () => {
  const places = findPlaces([
    ...both("supabase POST /rest/v1/rpc/ingest_delivery issues opened"),
    ...both("supabase POST /rest/v1/agent_actions product_owner started"),
    ...both("github GET /repos/acme/adder/issues/n"),
    ...both("supabase POST /rest/v1/agent_actions developer started"),
    ...both("github POST /repos/acme/adder/pulls"),
    ...both("github GET /repos/acme/adder/issues/n"),
  ]);
  const phases = places.map(({ phase }) => phase).join();
  expect(phases).toBe(
    "intake,intake,product owner,product owner,product owner,product owner,developer,developer,developer,developer",
  );
});

test("a place writes when something is there afterwards that a later life can meet", () => {
  const labels = [
    "github GET /repos/acme/adder/pulls",
    "github POST /app/installations/n/access_tokens",
    "github POST /repos/acme/adder/pulls",
    "supabase POST /rest/v1/rpc/hold_effect pull_request",
    "engine insert into dbos.operation_outputs read:issue",
    "model POST /v1/messages",
  ];
  const places = findPlaces(labels.flatMap(both));
  expect(places.filter(({ writes }) => writes).map(({ point }) => point)).toEqual(
    labels.slice(2).map((label) => ({ label, side: "after" })),
  );
  expect(places.filter(({ ofEffect }) => ofEffect)).toHaveLength(2);
});

test("what is called is the same at every step and for every row", () => {
  const labels = [
    "engine insert into dbos.operation_outputs read:issue",
    "engine call ingest_delivery issues.opened",
    "supabase POST /rest/v1/rpc/advance_conversation analyzing",
    "model POST /v1/messages",
    "sandbox command",
  ];
  const places = findPlaces(labels.map((label) => ({ label, side: "after" as const })));
  expect(places.map(({ call }) => call)).toEqual([
    "engine insert into dbos.operation_outputs",
    "engine call ingest_delivery",
    "supabase POST /rest/v1/rpc/advance_conversation",
    "model POST /v1/messages",
    "sandbox command",
  ]);
});
