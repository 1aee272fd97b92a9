import { expect, test } from "vitest";
import { findUntestedCriteria } from "./find-untested-criteria.ts";

const criteria = [
  { id: "AC1", text: "TEN takes ten percent off" },
  { id: "AC2", text: "an unknown code is refused" },
];
const testSources = ['test("AC1: ten off", …)', 'test("AC2: unknown", …)'];
const mapping = [
  { criterionId: "AC1", tests: ["AC1: ten off"] },
  { criterionId: "AC2", tests: ["AC2: unknown"] },
];

test("a test for every criterion is enough", () => {
  expect(findUntestedCriteria({ criteria, mapping, testSources })).toEqual([]);
});

test("a criterion without a test, an invented one and an invented test are each named", () => {
  const claims = [
    { criterionId: "AC1", tests: ["AC1: nine off"] },
    { criterionId: "AC9", tests: ["AC1: ten off"] },
  ];
  expect(findUntestedCriteria({ criteria, mapping: claims, testSources })).toEqual([
    "AC2 (an unknown code is refused) has no test.",
    "AC9 is no acceptance criterion.",
    'AC1: no changed test file has a test called "AC1: nine off".',
  ]);
});

test("a change without tests is told so once", () => {
  expect(findUntestedCriteria({ criteria, mapping, testSources: [] })).toHaveLength(1);
});
