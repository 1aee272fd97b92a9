import type { AcceptanceCriterion, CriterionTests } from "@osorganicai/core";
import { type SourceFile, testNames } from "./test-names.ts";

/** What the model claims about its tests, and the tests themselves. */
export interface TestClaims {
  readonly criteria: readonly AcceptanceCriterion[];
  readonly mapping: readonly CriterionTests[];
  /** Every changed test file. */
  readonly testFiles: readonly SourceFile[];
}

/** Pure: which criteria no test of the change stands for, in sentences. */
export function findUntestedCriteria({ criteria, mapping, testFiles }: TestClaims): readonly string[] {
  if (testFiles.length === 0)
    return ["The change has no test file. Write a test for every acceptance criterion."];
  const known = new Set(criteria.map(({ id }) => id));
  const mapped = new Set(mapping.map(({ criterionId }) => criterionId));
  const names = new Set(testFiles.flatMap(testNames));
  return [
    ...criteria.filter(({ id }) => !mapped.has(id)).map(({ id, text }) => `${id} (${text}) has no test.`),
    ...mapping
      .filter(({ criterionId }) => !known.has(criterionId))
      .map(({ criterionId }) => `${criterionId} is no acceptance criterion.`),
    ...mapping.flatMap(({ criterionId, tests }) =>
      tests
        .filter((name) => !names.has(name))
        .map(
          (name) => `${criterionId}: no changed test file has a test called "${name}". Give its whole name.`,
        ),
    ),
  ];
}
