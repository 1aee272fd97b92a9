import { expect, test } from "vitest";
import { testNames } from "./test-names.ts";

test.for([
  ["a.test.ts", "test('a', fn); it.only(\"b\", fn); await t.test(`c`, fn);", ["a", "b", "c"]],
  ["a.test.ts", 'test(\n  "a \\"b\\"",\n  fn);', ['a "b"']],
  ["a.test.ts", 'test.each([[1], [2]])("adds %i", fn); test.for(rows)("is %s", fn);', ["adds %i", "is %s"]],
  ["a.test.ts", '// test("a")\n/* it("b") */ const x = ["c"]; describe("d", fn); f("e");', []],
  ["a_test.ts", 'Deno.test({ name: "a", fn() {} });', ["a"]],
  ["spec/a_spec.rb", 'it "adds" do\n  # it "not" do\nend', ["adds"]],
  [
    "tests/test_a.py",
    "def test_a():\n    pass\n# def test_b():\nasync def test_c(): pass",
    ["test_a", "test_c"],
  ],
  ["a_test.go", 'func TestA(t *testing.T) { t.Run("b", f) }', ["b", "TestA"]],
  ["tests/a.rs", "#[test]\nfn adds() {}\nfn helper() {}", ["adds"]],
  ["ATest.java", '@Test\n@DisplayName("adds two")\nvoid adds() {}', ["adds two", "adds"]],
] as const)("in %s, %j names the tests %j", ([path, text, names]) => {
  expect(testNames({ path, text })).toEqual(names);
});
