import type { FileVersions } from "@osorganicai/core";
import { isTestPath } from "./is-test-path.ts";
import { readCode } from "./read-code.ts";

/**
 * The integrity gate, pure: what a change takes away from the tests that were there, in sentences. A change may add
 * tests and alter them, but not delete, skip or empty them to become green; and no test of it, new or old, is skipped
 * or ends the run by itself. Comments and the content of strings do not count.
 */
export function findWeakenedTests(changes: readonly FileVersions[]): readonly string[] {
  return changes.filter(({ path }) => isTestPath(path)).flatMap(weaknessesOf);
}

function weaknessesOf({ path, before, after }: FileVersions): readonly string[] {
  if (before !== undefined && after === undefined) return [`${path} was deleted`];
  const [had, has] = [measure(path, before), measure(path, after)];
  const lost = (["tests", "assertions"] as const).filter((what) => has[what] < had[what]);
  return [
    ...(has.skips > had.skips
      ? [`${path} skips or narrows ${has.skips - had.skips} more tests than before`]
      : []),
    ...(has.exits > had.exits
      ? [`${path} ends the test run by itself, so what comes after it is never checked`]
      : []),
    ...lost.map((what) => `${path} has ${has[what]} ${what} where it had ${had[what]}${hints[what]}`),
  ];
}

const hints = { tests: "", assertions: " (those of constants do not count)" };

interface Measure {
  readonly tests: number;
  /** Those that can fail: `assert.ok(true)` is none. */
  readonly assertions: number;
  readonly skips: number;
  readonly exits: number;
}

function measure(path: string, text = ""): Measure {
  const code = readCode(path, text);
  return {
    tests: count(code, testCase),
    assertions: count(code, assertion) - count(code, constantAssertion),
    skips: count(code, skip),
    exits: count(code, exit),
  };
}

const testCase = anyOf(
  String.raw`(?<![.\w])(?:test|it|specify|Deno\.test|t\.test)\s*(?:\.(?:each|for|concurrent|sequential)\s*)*[(\x60]`,
  String.raw`\bit\s+["']`,
  String.raw`^\s*(?:async\s+)?def\s+test_`,
  String.raw`^func\s+(?:\([^)]*\)\s*)?[Tt]est`,
  String.raw`@(?:Parameterized)?Test\b|\[(?:Fact|Theory|Test|TestMethod)\b|#\[(?:\w+::)?test\]`,
  String.raw`\bfunction\s+test\w`,
);

const assertCall = String.raw`\b(?:(?:XCT|[Aa])ssert\w*!?|require)(?:\.\w+)*\s*\(`;
const tapCall = String.raw`\bt\.(?:is|not|ok|notOk|equal|same|deepEqual|truthy|falsy|true|false|throws)\w*\s*\(`;
const expectCall = String.raw`\bexpect\s*\(`;

const assertion = anyOf(
  assertCall,
  tapCall,
  expectCall,
  String.raw`^[ \t]*assert(?:\s+[^\s(]|_\w+\s)`,
  String.raw`\bt\.(?:Error|Fatal|Fail)\w*\s*\(|\.should\b`,
);

const literal = String.raw`!*\s*(?:[Tt]rue|[Ff]alse|null|undefined|None|nil|[\d._]+|""|''|\x60\x60|\[\s*\]|\{\s*\})`;
const literals = String.raw`(?:t\s*,\s*)?${literal}(?:\s*(?:,|[=!]==?|[<>]=?|is)\s*${literal})*\s*,?\s*`;
const constantAssertion = anyOf(
  String.raw`(?:${assertCall}|${tapCall})\s*${literals}\)`,
  String.raw`${expectCall}\s*${literals}\)`,
  String.raw`^[ \t]*assert\s+${literals};?[ \t]*$`,
);

const suite = String.raw`\b(?:test|it|describe|suite|context|specify|bench)`;
const skip = anyOf(
  String.raw`${suite}(?:\.\w+)*\.(?:skip|only|todo|fails|failing|skipIf|runIf)\b`,
  // On any other name only as tests are skipped: `t.skip()` and `ctx.skip("why")`, but not `rows.skip(10)`.
  String.raw`\.(?:skip|todo|only)\s*\(\s*["'\x60)]`,
  String.raw`\b[xf](?:it|describe|test|context|specify)\s*[(\x60]`,
  String.raw`[{,]\s*(?:skip|only|todo)\s*:(?!\s*(?:\d|false\b))`,
  String.raw`@(?:pytest\.mark\.(?:skip|xfail)|unittest\.(?:skip|expectedFailure)|Disabled|Ignore)`,
  String.raw`\bpytest\.(?:skip|xfail|importorskip)\b|\.skipTest\s*\(|\bSkipTest\b|\bcollect_ignore`,
  String.raw`\b\w+\.Skip(?:Now|f)?\s*\(|#\[ignore\b|^\s*(?:skip|pending)(?:\s+["\']|[ \t]*$)`,
);

const exit = anyOf(
  String.raw`\bprocess\s*(?:\??\.\s*(?:(?:exit|reallyExit|abort)\s*(?:\?\.)?\(|exitCode\s*=(?!=))|\[)`,
  String.raw`\b(?:Deno|sys|os|System)\.(?:exit|_exit|Exit|abort)\s*\(|\bprocess::(?:exit|abort)\s*\(`,
);

function anyOf(...patterns: readonly string[]): RegExp {
  return new RegExp(patterns.join("|"), "gm");
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
