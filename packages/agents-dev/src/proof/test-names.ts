import { readCode } from "./read-code.ts";

/** A file as text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const string = String.raw`(?:"((?:\\[\s\S]|[^"\\\n])*)"|'((?:\\[\s\S]|[^'\\\n])*)'|\x60((?:\\[\s\S]|[^\x60\\])*)\x60)`;

/** Where a test's name stands, by the customs of the common languages; each has the name as its groups. */
const named: readonly RegExp[] = [
  // test("name"), it.only("name"), t.test("name"), test.each(table)("name"), each`table`("name"); Ruby's `it "name" do`
  new RegExp(
    String.raw`(?:\b(?:test|it|specify)(?:\.\w+)*\s*\(|[)\x60]\s*\(|\b(?:test|it|specify)[ \t]+)\s*${string}`,
    "g",
  ),
  // Deno.test({ name: "name" }), @DisplayName("name"), t.Run("name", …)
  new RegExp(String.raw`(?:\bname\s*:\s*|@DisplayName\s*\(\s*|\bt\.Run\s*\(\s*)${string}`, "g"),
  /\bdef\s+(test_\w+)/g,
  /\bfunc\s+(?:\([^)]*\)\s*)?([Tt]est\w*)/g,
  /#\[(?:\w+::)?test\][^{}]*?\bfn\s+(\w+)/g,
  /@(?:Parameterized)?Test\b[^{};]*?\b(?:void|fun)\s+\x60?([^(\x60\n]+)\x60?\s*\(/g,
];

/** The names of the tests in a file, as they stand in the code. Names in comments are none. */
export function testNames({ path, text }: SourceFile): readonly string[] {
  const code = readCode(path, text, "keep");
  return named.flatMap((pattern) =>
    [...code.matchAll(pattern)].map((match) =>
      unescape(match.slice(1).find((name) => name !== undefined) ?? ""),
    ),
  );
}

function unescape(name: string): string {
  return name.replace(/\\(["'`\\])/g, "$1");
}
