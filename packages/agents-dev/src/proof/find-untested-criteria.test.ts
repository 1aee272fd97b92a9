import { expect, test } from "vitest";
import { findUntestedCriteria } from "./find-untested-criteria.ts";

const criteria = [
  { id: "AC1", text: "TEN takes ten percent off" },
  { id: "AC2", text: "an unknown code is refused" },
];
const testFiles = [
  { path: "test/ten.test.ts", text: 'test("AC1: ten off", () => {});' },
  { path: "test/unknown.test.ts", text: 'test("AC2: unknown", () => {});' },
];
const mapping = [
  { criterionId: "AC1", tests: ["AC1: ten off"] },
  { criterionId: "AC2", tests: ["AC2: unknown"] },
];

test("a test for every criterion is enough", () => {
  expect(findUntestedCriteria({ criteria, mapping, testFiles })).toEqual([]);
});

test("a criterion without a test, an invented one and an invented test are each named", () => {
  const claims = [
    { criterionId: "AC1", tests: ["AC1: nine off"] },
    { criterionId: "AC9", tests: ["AC1: ten off"] },
  ];
  expect(findUntestedCriteria({ criteria, mapping: claims, testFiles })).toEqual([
    "AC2 (an unknown code is refused) has no test.",
    "AC9 is no acceptance criterion.",
    'AC1: no changed test file has a test called "AC1: nine off". Give its whole name.',
  ]);
});

test.for(["t", "test", "AC1", "ten off", "() => {}"])("%j is part of a test, but no test", (name) => {
  const claims = criteria.map(({ id }) => ({ criterionId: id, tests: [name] }));
  expect(findUntestedCriteria({ criteria, mapping: claims, testFiles })).toHaveLength(2);
});

test("a change without tests is told so once", () => {
  expect(findUntestedCriteria({ criteria, mapping, testFiles: [] })).toHaveLength(1);
});
