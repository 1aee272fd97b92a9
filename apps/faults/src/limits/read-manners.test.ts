import { expect, test } from "vitest";
import { readManners } from "./read-manners.ts";

const at = (ms: number) => new Date(1_800_000_000_000 + ms).toISOString();
const call = (ms: number, method: string) => ({
  kind: "request" as const,
  at: at(ms),
  actor: "osorganicai[bot]",
  method,
  path: "/repos/acme/adder/issues/1",
  operation: "issues/x",
  status: 200,
});
const refusal = (ms: number) => ({
  kind: "fault" as const,
  at: at(ms),
  operation: "issues/create-comment",
  trouble: "403 before",
});

test("a call inside a silence and a write right after another one are told", () => {
  const manners = readManners(
    [
      call(0, "GET"),
      call(10, "POST"),
      call(500, "PATCH"),
      refusal(2000),
      call(2500, "GET"),
      call(5000, "POST"),
    ],
    2000,
  );
  expect(manners).toMatchObject({ calls: 6, writes: 4, refusals: 1 });
  expect(manners.inSilence).toEqual(["issues/x 500 ms after GitHub asked for 2000 ms"]);
  expect(manners.tooClose).toEqual(["issues/x 490 ms after issues/x"]);
});

test("people and signing in have limits of their own", () => {
  const others = [
    { ...call(100, "POST"), actor: "ann" },
    { ...call(200, "POST"), path: "/app/installations/1/access_tokens" },
  ];
  expect(readManners([refusal(0), ...others], 2000)).toMatchObject({ calls: 1, inSilence: [], tooClose: [] });
});
