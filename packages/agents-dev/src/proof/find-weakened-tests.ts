import { isTestPath } from "./is-test-path.ts";

/** A test file before and after a change; undefined where it does not exist. */
export interface TestFileChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * The integrity gate, pure: what a change takes away from the tests that were there, in sentences.
 * A change may add tests and alter them, but not delete, skip or empty them to become green.
 */
export function findWeakenedTests(changes: readonly TestFileChange[]): readonly string[] {
  return changes.filter(({ path }) => isTestPath(path)).flatMap(weaknessesOf);
}

function weaknessesOf({ path, before, after }: TestFileChange): readonly string[] {
  if (before !== undefined && after === undefined) return [`${path} was deleted`];
  const lost = ([name, pattern]: readonly [string, RegExp]) => {
    const [had, has] = [count(before, pattern), count(after, pattern)];
    return has < had ? [`${path} has ${has} ${name} where it had ${had}`] : [];
  };
  const gained = count(after, skipped) - count(before, skipped);
  return [
    ...(gained > 0 ? [`${path} skips or narrows ${gained} more tests than before`] : []),
    ...counted.flatMap(lost),
  ];
}

const skipped =
  /\b(test|it|describe|suite)\.(skip|only|todo|fails)\b|\bx(it|describe|test)\s*\(|@(pytest\.mark\.(skip|xfail)|unittest\.skip|Disabled|Ignore)\b|\bt\.Skip\w*\(|#\[ignore\]|\{\s*(skip|only|todo)\s*:/g;

const counted: readonly (readonly [string, RegExp])[] = [
  [
    "tests",
    /(^|[^.\w])(test|it)\s*(\.each\s*)?[(`]|^\s*(async\s+)?def\s+test_|^func\s+Test|@Test\b|#\[test\]/gm,
  ],
  [
    "assertions",
    /\bassert\w*\b|\bexpect\s*\(|\bt\.(is|deepEqual|truthy|throws|Error|Fatal)\w*\(|\.should\b/g,
  ],
];

function count(text: string | undefined, pattern: RegExp): number {
  return text?.match(pattern)?.length ?? 0;
}
