import { expect, test } from "vitest";
import { findWeakenedTests } from "./find-weakened-tests.ts";

const before = `test("a", () => { assert.equal(1, 1); });\ntest("b", () => { expect(2).toBe(2); });\n`;
const change = (after: string | undefined, path = "test/cart.test.ts") =>
  findWeakenedTests([{ path, before, after }]);

test("new tests, and tests that say more than before, pass", () => {
  expect(change(`${before}test("c", () => { assert.ok(true); });`)).toEqual([]);
  expect(findWeakenedTests([{ path: "test/new.test.ts", before: undefined, after: before }])).toEqual([]);
});

const sabotages: readonly [string, string | undefined, string][] = [
  ["deleting a test file", undefined, "was deleted"],
  ["deleting a test", before.split("\n")[0] ?? "", "1 tests where it had 2"],
  ["skipping a test", before.replace('test("b"', 'test.skip("b"'), "skips or narrows 1"],
  ["running only one test", before.replace('test("a"', 'test.only("a"'), "skips or narrows 1"],
  ["skipping by option", before.replace('"a", ', '"a", { skip: true }, '), "skips or narrows 1"],
  ["emptying a test", before.replace("assert.equal(1, 1);", ""), "assertions"],
];
test.for(sabotages)("%s is found", ([, after, sentence]) => {
  expect(change(after).join("; ")).toContain(sentence);
});

test.for([
  ["tests/test_cart.py", "def test_a():\n    assert 1\n", "@pytest.mark.skip\ndef test_a():\n    assert 1\n"],
  [
    "cart_test.go",
    "func TestA(t *testing.T) { t.Fatal() }",
    "func TestA(t *testing.T) { t.Skip(); t.Fatal() }",
  ],
  ["src/CartTest.java", "@Test void a() { assertTrue(x); }", "@Disabled @Test void a() { assertTrue(x); }"],
] as const)("skipping in %s is found as well", ([path, had, has]) => {
  expect(findWeakenedTests([{ path, before: had, after: has }])).toHaveLength(1);
});

test("what is no test may lose anything", () => {
  expect(change(undefined, "src/cart.ts")).toEqual([]);
});
