import { expect, test } from "vitest";
import { createAddressList } from "./create-address-list.ts";

const HOUR = 3_600_000;

function harness(answers: readonly (readonly string[] | Error)[]) {
  let nowMs = 0;
  let loads = 0;
  const isListed = createAddressList({
    async load() {
      const answer = answers[loads++] ?? new Error("unreachable");
      if (answer instanceof Error) throw answer;
      return answer;
    },
    clock: { now: () => new Date(nowMs) },
  });
  const wait = (ms: number) => {
    nowMs += ms;
  };
  return { isListed, wait, loads: () => loads };
}

const ranges = ["192.30.252.0/22", "2a0a:a440::/29"];

test("an address is listed when a range has it", async () => {
  const { isListed, loads } = harness([ranges]);
  expect(await isListed("192.30.253.9")).toBe(true);
  expect(await isListed("2a0a:a440:1:2::/64")).toBe(true);
  expect(await isListed("10.0.0.1")).toBe(false);
  expect(loads()).toBe(1);
});

test("the last good list is used while no other one can be loaded, but not for ever", async () => {
  const { isListed, wait } = harness([ranges]);
  expect(await isListed("10.0.0.1")).toBe(false);
  wait(23 * HOUR);
  expect(await isListed("10.0.0.1")).toBe(false);
  wait(2 * HOUR);
  expect(await isListed("10.0.0.1")).toBe(true);
});

test.for([[[]], [["nonsense"]], [new Error("unreachable")]])(
  "where there never was a good list (%s) the signature alone decides",
  async ([answer]) => {
    const { isListed } = harness([answer as readonly string[] | Error]);
    expect(await isListed("10.0.0.1")).toBe(true);
  },
);

test("a list that changed is taken over", async () => {
  const { isListed, wait } = harness([ranges, ["10.0.0.0/8"]]);
  expect(await isListed("10.0.0.1")).toBe(false);
  wait(HOUR);
  await isListed("10.0.0.1");
  expect(await isListed("10.0.0.1")).toBe(true);
});
