import type { AcceptanceCriterion, CriterionTests } from "@osorganicai/core";

/** What the model claims about its tests, and the tests themselves. */
export interface TestClaims {
  readonly criteria: readonly AcceptanceCriterion[];
  readonly mapping: readonly CriterionTests[];
  /** Content of every changed test file. */
  readonly testSources: readonly string[];
}

/** Pure: which criteria no test of the change stands for, in sentences. */
export function findUntestedCriteria({ criteria, mapping, testSources }: TestClaims): readonly string[] {
  if (testSources.length === 0)
    return ["The change has no test file. Write a test for every acceptance criterion."];
  const known = new Set(criteria.map(({ id }) => id));
  const mapped = new Set(mapping.map(({ criterionId }) => criterionId));
  return [
    ...criteria.filter(({ id }) => !mapped.has(id)).map(({ id, text }) => `${id} (${text}) has no test.`),
    ...mapping
      .filter(({ criterionId }) => !known.has(criterionId))
      .map(({ criterionId }) => `${criterionId} is no acceptance criterion.`),
    ...mapping.flatMap(({ criterionId, tests }) =>
      tests
        .filter((name) => !testSources.some((source) => source.includes(name)))
        .map((name) => `${criterionId}: no changed test file has a test called "${name}".`),
    ),
  ];
}
