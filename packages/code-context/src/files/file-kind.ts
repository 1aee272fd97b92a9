/** What a file is in a project; `other` is not text that anybody searches. */
export type FileKind = "source" | "test" | "document" | "other";

const testFolder =
  /(^|\/)(tests?|__tests__|specs?|testdata|testing_data|fixtures?|__\w*fixtures?__|__mocks__|mocks|e2e|test-[\w-]+|[\w-]+-tests?|playgrounds?|regression-test|type-test|dts-test|tests-integration|jest|sandbox)\//i;
const testFile =
  /(^|\/)(test_[^/]*|conftest)\.py$|[._-](test|tests|spec|bench|test-d|stories)\.[cm]?[jt]sx?$|[._-](test|spec)\.[\w-]+\.[cm]?[jt]sx?$|_test\.go$|_tests?\.rs$|(^|\/)tests?\.(rs|js|ts)$|Tests?\.(java|kt|cs)$|_(test|spec)\.rb$|Test\.php$|(^|\/)src\/(test|androidTest|integrationTest)\//i;
const aside =
  /(^|\/)(examples?|benchmarks?|bench|benches|docs?|docs_src|website|site|www|dist|build|vendor|node_modules|deno_dist|changelog_unreleased|third_party|artifacts|\.yarn|\.github)\//i;
const generated =
  /\.min\.(js|css)$|\.d\.[cm]?ts$|(^|\/)(package-lock|pnpm-lock)|\.pnp\.|_pb2?\.|\.pb\.go$|\.generated\.|\/generated\//i;
const code =
  /\.(ts|tsx|mts|cts|vue|svelte|astro|js|jsx|mjs|cjs|py|pyi|go|rs|java|kt|kts|scala|groovy|clj|rb|rake|cs|fs|c|h|cc|cpp|cxx|hh|hpp|hxx|m|mm|php|sh|bash|zsh|ps1|psm1|swift|dart|ex|exs|erl|elm|hs|ml|lua|pl|pm|r|jl|zig|nim|sql|graphql|gql|proto|prisma|css|scss|sass|less|html|htm|hbs|ejs|njk|liquid|erb|tf)$/i;
const document = /\.(md|mdx|rst|txt|adoc|json|jsonc|ya?ml|toml|ini|cfg|xml|gradle|properties)$/i;

/** Decides by its path alone what a file is. Changes are looked for in `source`. */
export function fileKind(path: string): FileKind {
  const found = known.get(path) ?? decide(path);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(path, found);
  return found;
}

/** A push has the paths of the state before it. */
const known = new Map<string, FileKind>();
const MAX_KNOWN = 50_000;

function decide(path: string): FileKind {
  if (generated.test(path)) return "other";
  const isCode = code.test(path);
  if (isCode && (testFolder.test(path) || testFile.test(path))) return "test";
  if (isCode && !aside.test(path)) return "source";
  return isCode || document.test(path) ? "document" : "other";
}
