import { expect, test } from "vitest";
import { createParser } from "./create-parser.ts";
import { grammars } from "./grammars.ts";
import { scanOutline } from "./scan-outline.ts";

const examples: Readonly<Record<string, readonly [text: string, definitions: readonly string[]]>> = {
  "a.js": [
    "class Cart {\n  add(item) {\n  }\n}\napp.use = function () {};\n",
    ["class Cart", "method add", "method use"],
  ],
  "a.ts": [
    "export interface Item {}\nexport type Id = string;\nenum Kind { A }\nexport const total = () => 1;\n",
    ["interface Item", "type Id", "enum Kind", "constant total"],
  ],
  "a.tsx": ["export function Page() {\n  return <p>x</p>;\n}\n", ["function Page"]],
  "a.py": [
    "LIMIT = 3\nclass A:\n    def run(self):\n        pass\n",
    ["constant LIMIT", "class A", "function run"],
  ],
  "a.go": [
    "package a\ntype Engine struct{}\nfunc (e *Engine) Run() error { return nil }\nfunc New() {}\n",
    ["type Engine", "method Run", "function New"],
  ],
  "a.rs": [
    "pub struct Walk;\nimpl<T> Iterator for Walk<T> {\n  fn next(&mut self) {}\n}\nmacro_rules! go { () => {} }\n",
    ["class Walk", "class Walk", "function next", "macro go"],
  ],
  "A.java": [
    "class A {\n  A() {}\n  void run() {}\n}\ninterface B {}\n",
    ["class A", "method A", "method run", "interface B"],
  ],
  "a.rb": [
    "module M\n  class A\n    def run; end\n    def self.all; end\n  end\nend\n",
    ["module M", "class A", "method run", "method all"],
  ],
  "A.cs": [
    "class A { public int B { get; } void Run() {} }\nenum E { X }\n",
    ["class A", "method B", "method Run", "enum E"],
  ],
  "a.cpp": [
    "namespace n {\nstruct S { int x; };\nint S::total(int a) { return a; }\n}\n",
    ["module n", "class S", "function total"],
  ],
  "a.c": ["int add(int a) { return a; }\n#define MAX(a) a\n", ["function add", "macro MAX"]],
  "a.php": [
    "<?php\nclass A { function run() {} }\nfunction go() {}\n",
    ["class A", "method run", "function go"],
  ],
  "a.sh": ["go() {\n  echo\n}\n", ["function go"]],
  "a.ps1": ["function Get-It {\n  1\n}\n", ["function It"]],
};
const parser = createParser();

for (const [path, [text, definitions]] of Object.entries(examples))
  test(`definitions of ${path} are read from its syntax`, async () => {
    const outline = await parser.parse(path, text);
    expect(outline?.map(({ kind, name }) => `${kind} ${name}`)).toEqual(definitions);
  });

test("every grammar has an example", async () => {
  expect(grammars.length).toBeLessThanOrEqual(Object.keys(examples).length);
});

test("a definition goes from its first to its last line", async () => {
  const outline = await parser.parse("a.py", "\ndef run():\n    a()\n    b()\n\nx = 1\n");
  expect(outline?.[0]).toEqual({ name: "run", kind: "function", startLine: 2, endLine: 4 });
});

test("what has no grammar has no syntax", async () => {
  expect(await parser.parse("a.kt", "fun run() {}")).toBeUndefined();
});

test("without a grammar, definitions are told by the look of lines and end where the indentation does", () => {
  const text = "class Cart {\n    fun add(item: Item) {\n        x()\n    }\n}\n\nfun total() = 1\n";
  expect(scanOutline(text)).toEqual([
    { name: "Cart", kind: "class", startLine: 1, endLine: 5 },
    { name: "add", kind: "method", startLine: 2, endLine: 4 },
    { name: "total", kind: "function", startLine: 7, endLine: 7 },
  ]);
});

test("a line that a program wrote is looked at no longer than any other", () => {
  expect(scanOutline(`${"get ".repeat(90)}x`)).toEqual([]);
  expect(scanOutline(`function f() { ${"x".repeat(100_000)}`)).toEqual([]);
});
