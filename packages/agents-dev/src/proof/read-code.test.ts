import { expect, test } from "vitest";
import { readCode } from "./read-code.ts";

test.for([
  ["a.ts", 'a(1); // b("x")', "a(1);  "],
  ["a.ts", "a /* b\nc */ d", "a  \n  d"],
  ["a.ts", "a /* never closed b()", "a  "],
  ["a.ts", "f(\"it's // no comment\", 'a\"b', `x\n/*y`)", "f(\"\", '', ``)"],
  ["a.ts", "x.match(/[\"'`/]/g); y('z')", "x.match(/_/); y('')"],
  ["a.ts", "a = b / c; d('x') / e", "a = b / c; d('') / e"],
  ["a.ts", 'url("http://x"); y()', 'url(""); y()'],
  ["a.py", "a = 'x' # b()\nc", "a = ''  \nc"],
  ["a.py", 'def f():\n  """doc\n  test()"""\n  g()', 'def f():\n  ""\n  g()'],
  ["a.rs", "fn f<'a>(x: &'a str) { g('\\'', \"y\") }", "fn f<'a>(x: &'a str) { g('', \"\") }"],
  ["a.rs", "#[ignore]\nfn a() {}", "#[ignore]\nfn a() {}"],
  ["a.go", 'f(`a\nb`, "c") // d', 'f(``, "")  '],
] as const)("in %s, the code of %j is %j", ([path, text, code]) => {
  expect(readCode(path, text)).toBe(code);
});

test("strings can be kept", () => {
  expect(readCode("a.ts", 'a("b"); // "c"', "keep")).toBe('a("b");  ');
});
