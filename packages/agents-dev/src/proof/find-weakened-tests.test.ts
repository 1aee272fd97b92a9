import { expect, test } from "vitest";
import { findWeakenedTests } from "./find-weakened-tests.ts";

const before = `test("a", () => { assert.equal(add(1, 2), 3); });\ntest("b", () => { expect(two()).toBe(2); });\n`;
const change = (after: string | undefined, path = "test/cart.test.ts") =>
  findWeakenedTests([{ path, before, after }]);

test("new tests, and tests that say more than before, pass", () => {
  expect(change(`${before}test("c", () => { assert.ok(true); });`)).toEqual([]);
  expect(findWeakenedTests([{ path: "test/new.test.ts", before: undefined, after: before }])).toEqual([]);
});

test("a test may be written anew with as many assertions", () => {
  expect(change(before.replace("assert.equal(add(1, 2), 3)", "assert.deepEqual(add(1, 2), [3])"))).toEqual(
    [],
  );
});

const sabotages: readonly [string, string | undefined, string][] = [
  ["deleting a test file", undefined, "was deleted"],
  ["deleting a test", before.split("\n")[0] ?? "", "1 tests where it had 2"],
  ["commenting tests out", `/* ${before} */`, "0 tests where it had 2"],
  ["commenting a test out", before.replace('test("b"', '// test("b"'), "1 tests where it had 2"],
  ["moving tests into a string", `const x = \`${before}\`;`, "0 tests where it had 2"],
  ["skipping a test", before.replace('test("b"', 'test.skip("b"'), "skips or narrows 1"],
  ["running only one test", before.replace('test("a"', 'test.only("a"'), "skips or narrows 1"],
  ["skipping by option", before.replace('"a", ', '"a", { skip: true }, '), "skips or narrows 1"],
  ["skipping by a later option", before.replace('"a", ', '"a", { timeout: 1, skip: "x" }, '), "skips"],
  ["skipping from inside", before.replace("() => { assert", "(t) => { t.skip(); return; assert"), "skips"],
  ["skipping by context", before.replace("() => { assert", "(ctx) => { ctx.skip('no'); assert"), "skips"],
  ["skipping by this", before.replace("() => { assert", "function () { this.skip(); assert"), "skips"],
  ["leaving a test to be done", before.replace("() => { assert", "(t) => { t.todo(); assert"), "skips"],
  ["ending the run", `${before}process.exit(0);\n`, "ends the test run"],
  ["ending the run in a roundabout way", `${before}process["exit"](0);\n`, "ends the test run"],
  ["emptying a test", before.replace("assert.equal(add(1, 2), 3);", ""), "1 assertions where it had 2"],
  ["asserting true", before.replace("assert.equal(add(1, 2), 3)", "assert.ok(true)"), "1 assertions"],
  ["comparing constants", before.replace("assert.equal(add(1, 2), 3)", "assert.equal(3, 3)"), "1 assertions"],
  [
    "asserting with words",
    before.replace("assert.equal(add(1, 2), 3)", 'assert(1 === 1, "x")'),
    "1 assertions",
  ],
  ["expecting a constant", before.replace("expect(two())", "expect(2)"), "1 assertions"],
  ["expecting true", before.replace("expect(two()).toBe(2)", "expect(true).to.be.true"), "1 assertions"],
  ["running only one test by option", before.replace('"a", ', '"a", { only: true }, '), "skips or narrows 1"],
  ["postponing a test", before.replace('test("b"', 'test.todo("b"'), "skips or narrows 1"],
  ["expecting a test to fail", before.replace('test("b"', 'test.fails("b"'), "skips or narrows 1"],
  ["skipping by name", before.replace('test("b"', 'xtest("b"'), "skips or narrows 1"],
];
test.for(sabotages)("%s is found", ([, after, sentence]) => {
  expect(change(after).join("; ")).toContain(sentence);
});

test.for([
  [
    "tests/test_cart.py",
    "def test_a():\n    assert a() == 1\n",
    "@pytest.mark.skip\ndef test_a():\n    assert a() == 1\n",
  ],
  [
    "tests/test_cart.py",
    "def test_a():\n    assert a() == 1\n",
    "def test_a():\n    pytest.skip('x')\n    assert a() == 1\n",
  ],
  ["tests/test_cart.py", "def test_a():\n    assert a() == 1\n", "def test_a():\n    assert True\n"],
  [
    "tests/test_cart.py",
    "def test_a():\n    assert a() == 1\n",
    "# def test_a():\ndef helper():\n    assert a() == 1\n",
  ],
  [
    "tests/test_cart.py",
    "class A:\n    def test_a(self):\n        self.assertEqual(a(), 1)\n",
    "class A:\n    @unittest.skipIf(1, 'x')\n    def test_a(self):\n        self.assertEqual(a(), 1)\n",
  ],
  [
    "cart_test.go",
    "func TestA(t *testing.T) { t.Fatal() }",
    "func TestA(t *testing.T) { t.Skip(); t.Fatal() }",
  ],
  [
    "tests/cart.rs",
    "#[test]\nfn a() { assert_eq!(a(), 1); }",
    "#[test]\n#[ignore]\nfn a() { assert_eq!(a(), 1); }",
  ],
  ["tests/cart.rs", "#[test]\nfn a() { assert_eq!(a(), 1); }", "#[test]\nfn a() { assert!(true); }"],
  [
    "src/CartTest.java",
    "@Test void a() { assertTrue(x()); }",
    "@Disabled @Test void a() { assertTrue(x()); }",
  ],
  ["src/CartTest.java", "@Test void a() { assertTrue(x()); }", "@Test void a() { assertTrue(true); }"],
  ["tests/cart.rs", "#[test]\nfn a() {}", "fn a() {}"],
  ["test/cart.js", 'it("a", () => { cart.should.equal(1); });', 'it("a", () => {});'],
  [
    "tests/test_cart.py",
    "def test_a(self):\n    assert 1\n",
    "@unittest.skip\ndef test_a(self):\n    assert 1\n",
  ],
] as const)("weakening %s is found as well: %j becomes %j", ([path, had, has]) => {
  expect(findWeakenedTests([{ path, before: had, after: has }])).toHaveLength(1);
});

test("a new test is neither skipped nor ends the run", () => {
  const add = (after: string) => findWeakenedTests([{ path: "test/new.test.ts", before: undefined, after }]);
  expect(add('test("c", { skip: true }, () => {});')).toHaveLength(1);
  expect(add('test("c", () => assert.ok(c())); process.exitCode = 0;')).toHaveLength(1);
});

test("words that only look like it pass", () => {
  const more = [
    "assert.deepEqual(rows.skip(10).take(5), []);",
    "find({ skip: 20, limit: 10 });",
    'run("process.exit(1)"); // it.only("x") was here, t.skip() too',
    "const page = list.only(first);",
    'vi.spyOn(process, "exit"); expect(process.exit).toHaveBeenCalled(); process.kill(child.pid);',
  ];
  expect(change(`${before}test("c", (x) => {\n${more.join("\n")}\n});`)).toEqual([]);
});

test("what is no test may lose anything", () => {
  expect(change(undefined, "src/cart.ts")).toEqual([]);
});
